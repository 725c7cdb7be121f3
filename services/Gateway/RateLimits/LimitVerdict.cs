using Sprout.RateLimiting;

namespace Sprout.Gateway.RateLimits;

/// <summary>What becomes of a request.</summary>
/// <param name="Outcome">What was found.</param>
/// <param name="Selection">The policies that count it.</param>
/// <param name="States">What they leave; of a denial that was remembered, only those that deny.</param>
internal readonly record struct LimitVerdict(LimitOutcome Outcome, PolicySelection Selection, PolicyState[] States);
