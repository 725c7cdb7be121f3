using System.Text.Json.Serialization;
using Sprout.Contracts;

namespace Sprout.Gateway.Features.Captcha;

/// <summary>An answer was right.</summary>
public sealed record CaptchaVerdictView
{
    /// <summary>Whether that was all; else <c>next</c> is to be solved as well.</summary>
    public required bool Verified { get; init; }

    /// <summary>A secret: what may be sent with one creation now. It is another token than the one that was answered.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CaptchaToken { get; init; }

    /// <summary>For how many seconds it may be used.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? ExpiresIn { get; init; }

    /// <summary>The next stage.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CaptchaView? Next { get; init; }

    internal static CaptchaVerdictView Of(CaptchaSolved solved, DateTimeOffset now) => solved.Next is { } next
        ? new() { Verified = false, Next = CaptchaView.Of(next, now) }
        : new() { Verified = true, CaptchaToken = solved.Token, ExpiresIn = CaptchaView.SecondsUntil(solved.ExpiresAt, now) };
}
