using Microsoft.Extensions.Configuration;
using Sprout.RateLimiting;

namespace Sprout.Gateway.RateLimits;

/// <summary>What configuration section <c>RateLimits</c> says to gateways; the policies in it are read by <see cref="PolicySettings"/>.</summary>
internal sealed record GatewayLimitOptions
{
    /// <summary>Whether requests are limited at all.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Whether requests that only read (GET, HEAD) are let through while Redis cannot be asked.</summary>
    public bool ReadWithoutRedis { get; init; } = true;

    /// <summary>Whether all other requests are, creation and captcha among them.</summary>
    public bool WriteWithoutRedis { get; init; }

    /// <summary>How many denials are remembered, so that who is denied costs Redis nothing; some 200 bytes each.</summary>
    public int DenialsRemembered { get; init; } = 10_000;

    /// <summary>How often it is looked whether the policies have changed; while requests are counted, that shows at once.</summary>
    public TimeSpan PolicyInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Reads the section. Throws <see cref="InvalidOperationException"/> for what cannot be meant.</summary>
    public static GatewayLimitOptions Read(IConfiguration configuration)
    {
        var options = configuration.GetSection(PolicySettings.Section).Get<GatewayLimitOptions>() ?? new();
        if (options.DenialsRemembered < 0)
            throw new InvalidOperationException($"RateLimits:DenialsRemembered is {options.DenialsRemembered}. Set it to 0 or more.");
        return options.PolicyInterval >= TimeSpan.FromSeconds(1) && options.PolicyInterval <= TimeSpan.FromDays(1)
            ? options
            : throw new InvalidOperationException($"RateLimits:PolicyInterval is {options.PolicyInterval}. Set it to 00:00:01 to 1.00:00:00.");
    }
}
