using Sprout.Chart.Tests.Helm;
using Sprout.Testing;

namespace Sprout.Chart.Tests;

public sealed class When_the_chart_is_rendered
{
    [Theory]
    [OnEveryRender]
    public async Task It_is_what_its_golden_says(string values)
    {
        var render = await Render.OfAsync(values);
        Golden.ShouldMatch(values == ValueSets.Defaults ? Whole(render) : Changes(await Render.OfAsync(ValueSets.Defaults), render), $"{values}.yaml");
    }

    [Theory]
    [OnEveryRender]
    public async Task Helm_finds_nothing_wrong(string values)
    {
        var result = await HelmBinary.RunAsync(["lint", "--strict", HelmBinary.Chart, .. ValueSets.Arguments(values)], TestContext.Current.CancellationToken);
        result.ExitCode.ShouldBe(0, result.Output + result.Error);
    }

    [Theory]
    [OnEveryRender]
    public async Task No_object_is_there_twice(string values)
    {
        var render = await Render.OfAsync(values);
        render.Documents.Select(document => document.Title).ShouldBeUnique();
        render.Documents.ShouldAllBe(document => document.Name.Length <= 63);
    }

    private static string Whole(Render render) => Join(render.Documents.Select(document => document.StableText));

    // What a set changes: less to read than all of it.
    private static string Changes(Render before, Render after)
    {
        var known = before.Documents.ToDictionary(document => document.Title, document => document.StableText, StringComparer.Ordinal);
        var titles = after.Documents.Select(document => document.Title).ToHashSet(StringComparer.Ordinal);
        var gone = before.Documents.Where(document => !titles.Contains(document.Title)).Select(document => $"# without {document.Title}");
        return string.Join('\n', [.. gone, Join(after.Documents.Where(document => !document.IsDashboard && known.GetValueOrDefault(document.Title) != document.StableText).Select(document => document.StableText))]);
    }

    private static string Join(IEnumerable<string> documents) => string.Join("\n---\n", documents);
}
