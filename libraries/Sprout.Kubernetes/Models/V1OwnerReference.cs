namespace Sprout.Kubernetes.Models;

/// <summary>Names an owner in the same namespace.</summary>
public sealed record V1OwnerReference
{
    /// <summary>The owner's apiVersion.</summary>
    public required string ApiVersion { get; init; }

    /// <summary>The owner's kind.</summary>
    public required string Kind { get; init; }

    /// <summary>The owner's name.</summary>
    public required string Name { get; init; }

    /// <summary>The owner's UID; one of the same name with another UID does not count.</summary>
    public required string Uid { get; init; }

    /// <summary>Whether it is the managing one.</summary>
    public bool? Controller { get; init; }

    /// <summary>Whether foreground deletion waits for this object.</summary>
    public bool? BlockOwnerDeletion { get; init; }
}
