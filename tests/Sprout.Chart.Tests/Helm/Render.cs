using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Sprout.Chart.Tests.Helm;

/// <summary>What the chart becomes with a set of values. Each is rendered once for all specs.</summary>
internal sealed partial class Render
{
    /// <summary>The release's namespace.</summary>
    public const string Namespace = "sprout-system";

    private static readonly ConcurrentDictionary<string, Lazy<Task<Render>>> Known = new(StringComparer.Ordinal);

    private Render(string text) => Documents = [.. Split(text).Select(KubernetesDocument.Parse)];

    /// <summary>The objects, in Helm's order.</summary>
    public IReadOnlyList<KubernetesDocument> Documents { get; }

    /// <summary>The set's render, with these values (<c>name=value</c>) besides.</summary>
    public static Task<Render> OfAsync(string set, params string[] besides) => Known.GetOrAdd(string.Join(' ', [set, .. besides]), _ => new(() => MakeAsync(HelmBinary.Chart, set, besides))).Value;

    /// <summary>The render of the defaults by this chart as its version <paramref name="version"/>.</summary>
    public static async Task<Render> OfVersionAsync(string version)
    {
        var folder = Directory.CreateTempSubdirectory("sprout-chart-");
        try
        {
            var packed = await HelmBinary.RunAsync(["package", HelmBinary.Chart, "--version", version, "--app-version", version, "--destination", folder.FullName], CancellationToken.None);
            packed.ExitCode.ShouldBe(0, packed.Error);
            return await MakeAsync(folder.GetFiles("*.tgz").Single().FullName, ValueSets.Defaults, []);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The objects of a kind.</summary>
    public IEnumerable<KubernetesDocument> Of(string kind) => Documents.Where(document => document.Kind == kind);

    /// <summary>The one object of that kind and name.</summary>
    public KubernetesDocument One(string kind, string name) => Documents.Single(document => document.Kind == kind && document.Name == name);

    private static async Task<Render> MakeAsync(string chart, string set, string[] besides)
    {
        var values = ValueSets.Arguments(set).Concat(besides.SelectMany(value => new[] { "--set", value }));
        var result = await HelmBinary.RunAsync(["template", "sprout", chart, "--namespace", Namespace, .. values], CancellationToken.None);
        return new(result.Text);
    }

    private static IEnumerable<string> Split(string text) =>
        Separator().Split(text).Select(part => Source().Replace(part, "").Trim()).Where(part => part.Split('\n').Any(line => line.Length > 0 && line[0] != '#'));

    [GeneratedRegex("^---$", RegexOptions.Multiline)]
    private static partial Regex Separator();

    [GeneratedRegex("^# Source: .*\n", RegexOptions.Multiline)]
    private static partial Regex Source();
}
