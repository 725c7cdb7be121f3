namespace Sprout.Contracts;

/// <summary>Small puzzles to be solved by trying; docs/captcha.md says how.</summary>
public sealed record ProofOfWorkPuzzles
{
    /// <summary>How many.</summary>
    public required int Count { get; init; }

    /// <summary>How many leading zero bits each hash must have.</summary>
    public required int Difficulty { get; init; }

    /// <summary>What the hashes begin with.</summary>
    public required string Salt { get; init; }
}
