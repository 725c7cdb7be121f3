namespace Sprout.Kubernetes.Models;

/// <summary>Connections allowed out.</summary>
public sealed record V1NetworkPolicyEgressRule
{
    /// <summary>To whom; anyone where unset.</summary>
    public IReadOnlyList<V1NetworkPolicyPeer>? To { get; init; }

    /// <summary>To which ports; all where unset.</summary>
    public IReadOnlyList<V1NetworkPolicyPort>? Ports { get; init; }
}
