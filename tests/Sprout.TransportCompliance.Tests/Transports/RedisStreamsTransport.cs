using System.Globalization;
using MassTransit;
using Sprout.Redis;
using Sprout.Testing;

namespace Sprout.TransportCompliance.Tests.Transports;

/// <summary>Ours: everything is asked of it.</summary>
public sealed class RedisStreamsTransport : Transport
{
    private readonly Lazy<Task<RedisServer>> _server = new(() => RedisServer.StartAsync());

    public override string Name => "redis-streams";

    public override Feature Offers => Feature.SharedBroker | Feature.Delays | Feature.CancelledDelays | Feature.TimeToLive | Feature.Outage;

    public override async Task<int> StartAsync() => (await _server.Value).Port;

    public override void Use(IBusRegistrationConfigurator bus, Place place, Action<IBusRegistrationContext, IBusFactoryConfigurator> configure)
    {
        bus.AddRedisStreamsMessageScheduler();
        bus.UsingRedisStreams((context, transport) =>
        {
            transport.Host($"redis://127.0.0.1:{place.Port.ToString(CultureInfo.InvariantCulture)}", host =>
            {
                host.KeyPrefix = KeyPrefix(place);
                // Every spec begins without data, which to a publish that finds nobody looks like data just lost. Here nobody else is about to bind.
                host.RecoveryGrace = TimeSpan.FromMilliseconds(100);
            });
            transport.UseRedisStreamsMessageScheduler();
            configure(context, transport);
            transport.ConfigureEndpoints(context);
        });
    }

    public override async Task<bool> HasQueueAsync(Place place, string queue)
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync((await _server.Value).ConfigurationString);
        return await redis.GetDatabase().KeyExistsAsync($"{KeyPrefix(place)}queue:{queue}");
    }

    public override async Task StopAsync()
    {
        if (_server.IsValueCreated)
            await (await _server.Value).DisposeAsync();
    }

    private static string KeyPrefix(Place place) => $"{{{place.Prefix}}}:";
}
