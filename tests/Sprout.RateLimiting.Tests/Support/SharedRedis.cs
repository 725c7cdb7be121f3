using Sprout.RateLimiting.Tests.Support;
using Sprout.Redis;
using Sprout.Testing;

[assembly: AssemblyFixture(typeof(SharedRedis))]

namespace Sprout.RateLimiting.Tests.Support;

/// <summary>One redis-server for all tests of this project; they keep apart by their key prefixes.</summary>
public sealed class SharedRedis : IAsyncLifetime
{
    private RedisServer _server = null!;

    public IConnectionMultiplexer Connection { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await RedisServer.StartAsync();
        Connection = await ConnectAsync();
    }

    public async Task<IConnectionMultiplexer> ConnectAsync() => await ConnectionMultiplexer.ConnectAsync(_server.ConfigurationString);

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        await _server.DisposeAsync();
    }
}
