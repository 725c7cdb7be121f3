namespace Sprout.State;

/// <summary>Why a container failed, as stored: the names of the contracts' enums, and two sentences.</summary>
public sealed record FailureDocument
{
    /// <summary>How far it had come.</summary>
    public required string Phase { get; init; }

    /// <summary>Why, from the contracts' closed list.</summary>
    public required string Reason { get; init; }

    /// <summary>What happened.</summary>
    public required string Message { get; init; }

    /// <summary>What a person can do.</summary>
    public required string Hint { get; init; }
}
