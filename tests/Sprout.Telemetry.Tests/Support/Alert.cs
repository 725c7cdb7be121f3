using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Sprout.Telemetry.Tests.Support;

/// <summary>An alert of the chart, with how long its expression must hold.</summary>
internal sealed partial record Alert(string Name, string Expression, TimeSpan For, string Runbook, string File)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Alert> All { get; } = [.. Directory.EnumerateFiles(Repository.PathOf("helm/sprout/alerts"), "*.yaml").Order().SelectMany(Read)];

    /// <summary>How far back its expression looks, where it does.</summary>
    public TimeSpan Window => Range().Match(Expression) is { Success: true } range ? Duration.Parse(range.Groups["length"].Value) : TimeSpan.Zero;

    public static Alert Named(string name) => All.Single(alert => alert.Name == name);

    private static IEnumerable<Alert> Read(string file)
    {
        var yaml = new YamlStream();
        using var text = System.IO.File.OpenText(file);
        yaml.Load(text);
        return from YamlNode @group in (YamlSequenceNode)yaml.Documents[0].RootNode["groups"]
               from YamlNode rule in (YamlSequenceNode)@group["rules"]
               let patience = ((YamlMappingNode)rule).Children.TryGetValue("for", out var length) ? Duration.Parse($"{length}") : TimeSpan.Zero
               select new Alert($"{rule["alert"]}", $"{rule["expr"]}", patience, $"{rule["annotations"]["runbook_url"]}", file);
    }

    [GeneratedRegex(@"\[(?<length>\w+)\]")]
    private static partial Regex Range();
}
