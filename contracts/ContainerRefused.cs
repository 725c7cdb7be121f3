namespace Sprout.Contracts;

/// <summary>The answer to a request that was not granted; nothing has changed.</summary>
public sealed record ContainerRefused
{
    /// <summary>Which container was asked for.</summary>
    public required Guid ContainerId { get; init; }

    /// <summary>Why, from the closed list.</summary>
    public required RefusalReason Reason { get; init; }

    /// <summary>Why, in one sentence.</summary>
    public required string Message { get; init; }
}
