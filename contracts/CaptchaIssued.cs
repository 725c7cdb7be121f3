namespace Sprout.Contracts;

/// <summary>A challenge was made.</summary>
public sealed record CaptchaIssued
{
    /// <summary>What is to be solved first.</summary>
    public required CaptchaChallenge Challenge { get; init; }
}
