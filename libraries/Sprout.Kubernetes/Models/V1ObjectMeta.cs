namespace Sprout.Kubernetes.Models;

/// <summary><c>metadata</c> of every object.</summary>
public sealed record V1ObjectMeta
{
    /// <summary>Unique among the kind within the namespace.</summary>
    public string? Name { get; init; }

    /// <summary>The namespace; none for cluster-wide kinds.</summary>
    public string? Namespace { get; init; }

    /// <summary>Unique in the cluster for ever; given by the server.</summary>
    public string? Uid { get; init; }

    /// <summary>Changes with every write; opaque.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>When the server stored it first.</summary>
    public DateTimeOffset? CreationTimestamp { get; init; }

    /// <summary>Set once deletion has been asked for.</summary>
    public DateTimeOffset? DeletionTimestamp { get; init; }

    /// <summary>What selectors select by.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>What is noted on it.</summary>
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <summary>Owners; when the last is gone, the object is collected.</summary>
    public IReadOnlyList<V1OwnerReference>? OwnerReferences { get; init; }

    /// <summary>Who must act before the object may go.</summary>
    public IReadOnlyList<string>? Finalizers { get; init; }
}
