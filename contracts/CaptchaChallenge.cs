namespace Sprout.Contracts;

/// <summary>What somebody is to solve: a whole challenge, or the next stage of one.</summary>
public sealed record CaptchaChallenge
{
    /// <summary>The challenge's token, a secret.</summary>
    public required string Token { get; init; }

    /// <summary>Which of the two is set.</summary>
    public required CaptchaKind Kind { get; init; }

    /// <summary>The puzzles, for a proof of work.</summary>
    public required ProofOfWorkPuzzles? ProofOfWork { get; init; }

    /// <summary>The picture, for a slider.</summary>
    public required SliderPuzzle? Slider { get; init; }

    /// <summary>Until when it may be answered.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
