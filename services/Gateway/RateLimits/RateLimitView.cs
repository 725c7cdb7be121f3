namespace Sprout.Gateway.RateLimits;

/// <summary>What is left to the caller, of the limit that is nearest.</summary>
/// <param name="Limit">How many requests may be sent in the window; null without a limit.</param>
/// <param name="Remaining">How many of them are left; null without a limit.</param>
/// <param name="ResetInSeconds">In how many seconds there are more; 0 when none is used.</param>
/// <param name="Window">In how many seconds a used up limit is there again; null without a limit.</param>
/// <param name="Namespace">Where containers run.</param>
public sealed record RateLimitView(int? Limit, int? Remaining, int ResetInSeconds, int? Window, string Namespace);
