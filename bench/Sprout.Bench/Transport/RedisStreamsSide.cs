using MassTransit;
using Sprout.Testing;

namespace Sprout.Bench.Transport;

/// <summary>Ours, on a redis-server that appends to a file and syncs it every second.</summary>
internal sealed class RedisStreamsSide(RedisServer server) : Side
{
    public override string Name => "Redis Streams";

    public override int? BrokerId => server.ProcessId;

    public int Port => server.Port;

    public static async Task<RedisStreamsSide> StartAsync() => new(await RedisServer.StartAsync(extraArguments: ["--appendonly", "yes", "--appendfsync", "everysec"]));

    public override void Use(IBusRegistrationConfigurator bus, Action<IBusFactoryConfigurator> configure) =>
        bus.UsingRedisStreams((_, transport) =>
        {
            transport.Host($"redis://{server.ConfigurationString}");
            configure(transport);
        });

    public override ValueTask DisposeAsync() => server.DisposeAsync();
}
