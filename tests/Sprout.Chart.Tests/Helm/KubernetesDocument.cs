using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Sprout.Chart.Tests.Helm;

/// <summary>One object of a render.</summary>
/// <param name="Text">As Helm wrote it.</param>
/// <param name="Json">What it says.</param>
internal sealed partial record KubernetesDocument(string Text, JsonObject Json)
{
    public string Kind => Json["kind"]!.GetValue<string>();

    public string ApiVersion => Json["apiVersion"]!.GetValue<string>();

    public string Name => Json["metadata"]!["name"]!.GetValue<string>();

    public string? Namespace => Json["metadata"]!["namespace"]?.GetValue<string>();

    /// <summary>For people: kind, name and namespace.</summary>
    public string Title => $"{Kind} {Name}{(Namespace is null ? "" : $" in {Namespace}")}";

    /// <summary>As Helm wrote it, without what it invents anew each time, and without what stands in a file of its own anyway.</summary>
    public string StableText => Kind switch
    {
        "Secret" => InventedValue().Replace(Text, "${name} (random)"),
        "PrometheusRule" => Groups().Replace(Text, "  groups: (alerts/*.yaml)"),
        _ => Text,
    };

    /// <summary>Whether it is a dashboard for Grafana.</summary>
    public bool IsDashboard => Kind == "ConfigMap" && Name.Contains("-dashboard-", StringComparison.Ordinal);

    /// <summary>The pod that it makes; null for what makes none.</summary>
    public JsonObject? PodTemplate => Kind switch
    {
        "Deployment" or "StatefulSet" => Json["spec"]!["template"]!.AsObject(),
        "Pod" => Json,
        _ => null,
    };

    public static KubernetesDocument Parse(string text) => new(text, YamlJson.Parse(text).AsObject());

    public override string ToString() => Title;

    [GeneratedRegex("^(?<name>  (pepper|visitor-key|service-key):) .*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex InventedValue();

    [GeneratedRegex("^  groups:(?s:.*)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Groups();
}
