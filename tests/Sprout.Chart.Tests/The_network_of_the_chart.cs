using System.Globalization;
using System.Text.Json.Nodes;
using Sprout.Chart.Tests.Helm;
using Sprout.Chart.Tests.Network;
using Sprout.Testing;

namespace Sprout.Chart.Tests;

/// <summary>Who reaches whom, with the policies of the render: the golden has every pair that can connect, and there are no others.</summary>
public sealed class The_network_of_the_chart
{
    private static readonly Dictionary<string, int> NoNames = [];

    // Who is not ours: those that have to do with Sprout, and those that must not.
    private static readonly Endpoint[] Others =
    [
        Other("traefik", "kube-system", "app.kubernetes.io/name=traefik", 8000),
        Other("dns", "kube-system", "k8s-app=kube-dns", 53),
        Other("prometheus", "monitoring", "app.kubernetes.io/name=prometheus", 9090),
        Other("collector", "monitoring", "app.kubernetes.io/name=collector", 4317),
        Other("keda-operator", "keda", "app=keda-operator", 8080),
        Other("a program of another team", "billing", "app=billing", 8080),
        Other("a program beside that", "billing", "app=other", 8080),
        Other("a pod beside", Render.Namespace, "app=other", 8080),
        Other("a container", "sprout", "sprout.dev/container=1", 80),
        Other("an address at 443, the API server", null, "", 443),
        Other("an address at 6380", null, "", 6380),
        Other("an address at 25", null, "", 25),
    ];

    [Theory(SkipUnless = nameof(HasHelm), Skip = WithHelmAttribute.Missing)]
    [InlineData(ValueSets.Defaults)]
    [InlineData("prod")]
    [InlineData("external-redis")]
    [InlineData("everything-said")]
    public async Task Has_these_edges(string values)
    {
        var render = await Render.OfAsync(values);
        var policies = new PolicyReader(render.Of("NetworkPolicy"));
        var ours = render.Documents.Where(document => document.PodTemplate is not null).Select(Ours).ToList();
        List<Endpoint> everyone = [.. ours, .. Others];
        var edges =
            from source in everyone
            from target in everyone
            where source != target && (ours.Contains(source) || ours.Contains(target) || source.Namespace == "sprout" || target.Namespace == "sprout")
            // An address outside sends to nobody here, but through somebody.
            where source.Namespace is not null
            from port in target.Ports.Values
            where policies.Allows(source, target, port)
            select $"{source.Name} -> {target.Name}:{port}";
        Golden.ShouldMatch(string.Join('\n', edges), $"edges-{values}.txt");
    }

    public static bool HasHelm => HelmBinary.IsThere;

    private static Endpoint Ours(KubernetesDocument document)
    {
        var labels = document.PodTemplate!["metadata"]!["labels"]!.AsObject().ToDictionary(label => label.Key, label => label.Value!.GetValue<string>(), StringComparer.Ordinal);
        var ports = (document.PodTemplate["spec"]!["containers"]![0]!["ports"] as JsonArray ?? []).ToDictionary(port => port!["name"]!.GetValue<string>(), port => port!["containerPort"]!.GetValue<int>(), StringComparer.Ordinal);
        return new(labels["app.kubernetes.io/component"], document.Namespace, labels, ports);
    }

    private static Endpoint Other(string name, string? @namespace, string label, int port) => new(
        name, @namespace, label.Length == 0 ? new Dictionary<string, string>() : new Dictionary<string, string> { [label.Split('=')[0]] = label.Split('=')[1] },
        new Dictionary<string, int>(NoNames) { [port.ToString(CultureInfo.InvariantCulture)] = port });
}
