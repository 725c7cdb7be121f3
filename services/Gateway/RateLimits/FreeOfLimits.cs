namespace Sprout.Gateway.RateLimits;

/// <summary>Metadata of an endpoint whose requests no rate limit counts.</summary>
internal sealed class FreeOfLimits
{
    private FreeOfLimits()
    {
    }

    public static FreeOfLimits Mark { get; } = new();
}
