namespace Sprout.State;

/// <summary>How far a container has come: the names of the contracts' <c>ContainerStage</c>.</summary>
public static class ContainerStages
{
    /// <summary>Accepted and stored.</summary>
    public const string Requested = nameof(Requested);

    /// <summary>All its objects exist in the cluster.</summary>
    public const string Applied = nameof(Applied);

    /// <summary>A node was found for it.</summary>
    public const string Scheduled = nameof(Scheduled);

    /// <summary>Its image is there and its process has begun.</summary>
    public const string Pulled = nameof(Pulled);

    /// <summary>Its pod is ready.</summary>
    public const string Ready = nameof(Ready);
}
