namespace Sprout.Captcha.Work;

/// <summary>How much work one stage asks for.</summary>
public sealed record WorkOptions
{
    /// <summary>Most puzzles of one stage, which bounds what checking them costs.</summary>
    public const int MostPuzzles = 256;

    /// <summary>Most leading zero bits of a puzzle; beyond it no browser gets done.</summary>
    public const int MostBits = 30;

    /// <summary>How many puzzles.</summary>
    public int Count { get; init; } = 1;

    /// <summary>How many leading zero bits each hash must have: 2^bits hashes on average.</summary>
    public int Difficulty { get; init; }

    /// <summary>How many bits suspicion may add: each doubles the work.</summary>
    public int MostExtraBits { get; init; }

    internal void Check(string section)
    {
        if (Count is < 1 or > MostPuzzles || Difficulty < 0 || MostExtraBits < 0 || Difficulty + MostExtraBits > MostBits)
            throw new InvalidOperationException($"{section}: Count must be 1–{MostPuzzles}, Difficulty and MostExtraBits together 0–{MostBits}.");
    }
}
