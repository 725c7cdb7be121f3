using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sprout.Chart.Tests.Helm;

namespace Sprout.Chart.Tests;

public sealed partial class The_values_of_the_chart
{
    private static readonly JsonObject Values = YamlJson.Parse(File.ReadAllText(Path.Combine(HelmBinary.Chart, "values.yaml"))).AsObject();

    [Fact]
    public void Are_read_by_a_template_each_of_them()
    {
        var templates = Directory.EnumerateFiles(Path.Combine(HelmBinary.Chart, "templates"), "*", SearchOption.AllDirectories).ToDictionary(path => path, File.ReadAllText, StringComparer.Ordinal);
        var unread = Leaves(Values, "").Where(path => !IsRead(templates, path.Split('.')))
            // Handed on whole.
            .Where(path => !path.Contains(".resources.", StringComparison.Ordinal) && !path.Contains("amespace.kubernetes", StringComparison.Ordinal) && !path.Contains("ingressPods", StringComparison.Ordinal));
        unread.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("docs/install.md")]
    [InlineData("docs/isolation.md")]
    [InlineData("docs/cluster.md")]
    [InlineData("docs/limits.md")]
    [InlineData("docs/pipelines.md")]
    [InlineData("docs/telemetry.md")]
    [InlineData("contracts/README.md")]
    public void Are_there_where_a_document_names_one(string document)
    {
        var text = File.ReadAllText(Repository.PathOf(document));
        var named = Named().Matches(text).Select(match => match.Groups["path"].Value.TrimEnd('.')).Where(path => Values.ContainsKey(path.Split('.')[0])).Distinct(StringComparer.Ordinal);
        named.Where(path => Find(path) is false).ShouldBeEmpty();
    }

    // By its last two words; or what holds it is handed on, and there, or in what it may be handed to, it is read by its own.
    private static bool IsRead(Dictionary<string, string> templates, string[] path)
    {
        var name = Regex.Escape(path[^1]);
        if (path is [_])
            return templates.Values.Any(text => Has(text, $@"\.Values\.{name}\b"));
        var holder = Regex.Escape(path[^2]);
        return templates.Values.Any(text => Has(text, $@"\.{holder}\.{name}\b"))
            || templates.Where(from => Has(from.Value, $@"\.{holder}(?![\w.])"))
                .Any(from => templates.Any(to => (to.Key == from.Key || to.Key.EndsWith(".tpl", StringComparison.Ordinal)) && Has(to.Value, $@"(?<![\w.])(\$\w*|\.values)?\.{name}\b")));
    }

    private static bool Has(string text, string pattern) => Regex.IsMatch(text, pattern, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10));

    private static bool Find(string path)
    {
        JsonNode? at = Values;
        foreach (var step in path.Split('.'))
        {
            if (at is not JsonObject map || !map.TryGetPropertyValue(step, out at))
                return false;
        }

        return true;
    }

    private static IEnumerable<string> Leaves(JsonObject map, string prefix) => map.SelectMany(field =>
        field.Value is JsonObject { Count: > 0 } inner ? Leaves(inner, $"{prefix}{field.Key}.") : [prefix + field.Key]);

    // In a code span, or after --set.
    [GeneratedRegex(@"(?<=`|--set )(?<path>[a-z][A-Za-z]+(\.[A-Za-z]+)+)(?=[`=])", RegexOptions.ExplicitCapture)]
    private static partial Regex Named();
}
