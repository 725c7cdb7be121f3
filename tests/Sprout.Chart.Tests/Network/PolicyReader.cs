using System.Text.Json.Nodes;
using Sprout.Chart.Tests.Helm;

namespace Sprout.Chart.Tests.Network;

/// <summary>
/// What NetworkPolicies let pass, as kubernetes.io/docs/concepts/services-networking/network-policies says: a pod that no policy selects for a direction may
/// do anything there; else what any of them allows. Addresses count as the internet: in every block.
/// </summary>
internal sealed class PolicyReader(IEnumerable<KubernetesDocument> policies)
{
    private readonly List<KubernetesDocument> _policies = [.. policies];

    /// <summary>Whether a connection is let out by the one side and in by the other.</summary>
    public bool Allows(Endpoint from, Endpoint to, int port) => Passes(from, to, to, port, "Egress", "egress", "to") && Passes(to, from, to, port, "Ingress", "ingress", "from");

    private bool Passes(Endpoint own, Endpoint other, Endpoint listener, int port, string type, string rules, string peers)
    {
        var selecting = _policies.Where(policy => policy.Namespace == own.Namespace
            && policy.Json["spec"]!["policyTypes"]!.AsArray().Any(item => item!.GetValue<string>() == type)
            && Selects(policy.Json["spec"]!["podSelector"]!, own.Labels)).ToList();
        return own.Namespace is null || selecting.Count == 0 || selecting.Any(policy => (policy.Json["spec"]![rules]?.AsArray() ?? [])
            .Any(rule => HasPort(rule!["ports"], listener, port) && HasPeer(rule[peers], policy.Namespace!, other)));
    }

    private static bool HasPort(JsonNode? ports, Endpoint listener, int port) => ports is null || ports.AsArray().Any(item => item!["port"] is JsonValue value
        && (value.TryGetValue<long>(out var number) ? number == port : listener.Ports.GetValueOrDefault(value.GetValue<string>()) == port));

    private static bool HasPeer(JsonNode? peers, string own, Endpoint other) => peers is null || peers.AsArray().Any(peer => IsPeer(peer!, own, other));

    private static bool IsPeer(JsonNode peer, string own, Endpoint other)
    {
        if (peer["ipBlock"] is not null)
            return other.Namespace is null;
        var inNamespace = peer["namespaceSelector"] is { } selector
            ? other.Namespace is not null && Selects(selector, new Dictionary<string, string> { ["kubernetes.io/metadata.name"] = other.Namespace })
            : other.Namespace == own;
        return inNamespace && (peer["podSelector"] is not { } pods || Selects(pods, other.Labels));
    }

    private static bool Selects(JsonNode selector, IReadOnlyDictionary<string, string> labels) =>
        (selector["matchLabels"]?.AsObject() ?? []).All(label => labels.GetValueOrDefault(label.Key) == label.Value!.GetValue<string>())
        && (selector["matchExpressions"]?.AsArray() ?? []).All(expression => Matches(expression!, labels));

    private static bool Matches(JsonNode expression, IReadOnlyDictionary<string, string> labels)
    {
        var isOne = labels.TryGetValue(expression["key"]!.GetValue<string>(), out var value)
            && expression["values"]!.AsArray().Any(item => item!.GetValue<string>() == value);
        return expression["operator"]!.GetValue<string>() switch
        {
            "In" => isOne,
            "NotIn" => !isOne,
            var other => throw new NotSupportedException($"operator {other}"),
        };
    }
}
