using Sprout.Contracts;

namespace Sprout.Captcha.Tokens;

/// <summary>What a token says.</summary>
internal sealed record Challenge
{
    public required Guid Id { get; init; }

    public required Stage Stage { get; init; }

    public required CaptchaPurpose Purpose { get; init; }

    public required string Visitor { get; init; }

    public required string AddressPrefix { get; init; }

    /// <summary>How many puzzles; 0 where there are none.</summary>
    public int Count { get; init; }

    /// <summary>How many zero bits each.</summary>
    public int Difficulty { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public bool IsOf(string visitor, string addressPrefix) => Visitor == visitor && AddressPrefix == addressPrefix;
}
