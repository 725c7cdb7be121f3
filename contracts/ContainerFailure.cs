namespace Sprout.Contracts;

/// <summary>Why a container failed, for people and for programs.</summary>
public sealed record ContainerFailure
{
    /// <summary>How far it had come.</summary>
    public required FailurePhase Phase { get; init; }

    /// <summary>Why, from the closed list.</summary>
    public required FailureReason Reason { get; init; }

    /// <summary>What happened, in one sentence; may quote the cluster.</summary>
    public required string Message { get; init; }

    /// <summary>What a person can do about it.</summary>
    public required string Hint { get; init; }
}
