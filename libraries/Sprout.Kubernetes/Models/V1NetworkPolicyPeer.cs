namespace Sprout.Kubernetes.Models;

/// <summary>Pods, by labels of theirs and of their namespace, or addresses.</summary>
public sealed record V1NetworkPolicyPeer
{
    /// <summary>Pods; of the policy's namespace unless one is selected.</summary>
    public V1LabelSelector? PodSelector { get; init; }

    /// <summary>Namespaces.</summary>
    public V1LabelSelector? NamespaceSelector { get; init; }

    /// <summary>Addresses.</summary>
    public V1IPBlock? IpBlock { get; init; }
}
