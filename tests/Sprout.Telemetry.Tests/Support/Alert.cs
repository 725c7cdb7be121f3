using YamlDotNet.RepresentationModel;

namespace Sprout.Telemetry.Tests.Support;

/// <summary>An alert of the chart.</summary>
internal sealed record Alert(string Name, string Expression, string Runbook, string File)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Alert> All { get; } = [.. Directory.EnumerateFiles(Repository.PathOf("helm/sprout/alerts"), "*.yaml").Order().SelectMany(Read)];

    public static Alert Named(string name) => All.Single(alert => alert.Name == name);

    private static IEnumerable<Alert> Read(string file)
    {
        var yaml = new YamlStream();
        using var text = System.IO.File.OpenText(file);
        yaml.Load(text);
        return from YamlNode @group in (YamlSequenceNode)yaml.Documents[0].RootNode["groups"]
               from YamlNode rule in (YamlSequenceNode)@group["rules"]
               select new Alert($"{rule["alert"]}", $"{rule["expr"]}", $"{rule["annotations"]["runbook_url"]}", file);
    }
}
