namespace Sprout.Kubernetes.Models;

/// <summary>Connections allowed in.</summary>
public sealed record V1NetworkPolicyIngressRule
{
    /// <summary>From whom; anyone where unset.</summary>
    public IReadOnlyList<V1NetworkPolicyPeer>? From { get; init; }

    /// <summary>To which ports; all where unset.</summary>
    public IReadOnlyList<V1NetworkPolicyPort>? Ports { get; init; }
}
