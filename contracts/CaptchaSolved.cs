namespace Sprout.Contracts;

/// <summary>The answer was right. Where <see cref="Next"/> is null the token may be used now, once.</summary>
public sealed record CaptchaSolved
{
    /// <summary>The challenge's token, a secret.</summary>
    public required string Token { get; init; }

    /// <summary>What is to be solved as well; null when that was all.</summary>
    public required CaptchaChallenge? Next { get; init; }

    /// <summary>Until when the token may be used.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
