namespace Sprout.Contracts;

/// <summary>The answer was not right. A new challenge may be asked for.</summary>
public sealed record CaptchaRejected
{
    /// <summary>Why, from the closed list.</summary>
    public required CaptchaRejection Reason { get; init; }

    /// <summary>Why, in one sentence.</summary>
    public required string Message { get; init; }
}
