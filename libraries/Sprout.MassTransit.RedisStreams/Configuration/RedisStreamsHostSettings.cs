using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Configuration;

/// <summary>Where Redis is, and what all endpoints share.</summary>
internal sealed class RedisStreamsHostSettings : IRedisStreamsHostConfigurator
{
    public RedisStreamsHostSettings(string configuration)
    {
        // A server that is away is waited for, and reported by the endpoints' health.
        Options = ConfigurationOptions.Parse(configuration) with { AbortOnConnectFail = false };
        HostAddress = AddressOf(Options);
    }

    public RedisStreamsHostSettings(IConnectionMultiplexer shared)
    {
        Shared = shared;
        HostAddress = AddressOf(shared.Options);
    }

    /// <summary>How to connect, where the connection is the bus' own.</summary>
    public ConfigurationOptions? Options { get; }

    /// <summary>Somebody else's connection.</summary>
    public IConnectionMultiplexer? Shared { get; }

    public Uri HostAddress { get; }

    public string KeyPrefix { get; set; } = "{masstransit}:";

    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(30);

    public TimeSpan RecoveryGrace { get; set; } = TimeSpan.FromSeconds(6);

    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Null for the shared one.</summary>
    public Random? Random { get; set; }

    public IEnumerable<string> Faults()
    {
        if (!KeyPrefix.StartsWith('{') || !KeyPrefix.Contains('}', StringComparison.Ordinal))
            yield return $"KeyPrefix '{KeyPrefix}' must begin with a hash tag in braces, such as {{orders}}:";
        if (SendTimeout <= TimeSpan.Zero)
            yield return "SendTimeout must be above zero";
        if (RecoveryGrace < TimeSpan.Zero)
            yield return "RecoveryGrace must not be negative";
    }

    private static Uri AddressOf(ConfigurationOptions options) => new UriBuilder("redis", options.Host, options.Port).Uri;
}
