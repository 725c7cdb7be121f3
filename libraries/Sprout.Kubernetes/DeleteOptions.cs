namespace Sprout.Kubernetes;

/// <summary>How to delete.</summary>
public sealed record DeleteOptions
{
    /// <summary>Overrides the object's own grace period; 0 at once.</summary>
    public int? GracePeriodSeconds { get; init; }

    /// <summary>What becomes of the objects that it owns.</summary>
    public DeletePropagation? Propagation { get; init; }

    /// <summary>Delete only the object of this UID; another's is a 409.</summary>
    public string? PreconditionUid { get; init; }

    /// <summary>Delete only this version of the object.</summary>
    public string? PreconditionResourceVersion { get; init; }
}
