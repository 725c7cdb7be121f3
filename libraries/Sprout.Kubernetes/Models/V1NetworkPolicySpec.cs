namespace Sprout.Kubernetes.Models;

/// <summary>Rules for the pods selected; what no rule allows is denied.</summary>
public sealed record V1NetworkPolicySpec
{
    /// <summary>Which pods; an empty one selects all.</summary>
    public required V1LabelSelector PodSelector { get; init; }

    /// <summary><c>Ingress</c>, <c>Egress</c> or both.</summary>
    public IReadOnlyList<string>? PolicyTypes { get; init; }

    /// <summary>Allowed in; an empty list denies all.</summary>
    public IReadOnlyList<V1NetworkPolicyIngressRule>? Ingress { get; init; }

    /// <summary>Allowed out; an empty list denies all.</summary>
    public IReadOnlyList<V1NetworkPolicyEgressRule>? Egress { get; init; }
}
