using Sprout.Redis;
using Sprout.State.Tests.Support;
using Sprout.Testing;

[assembly: AssemblyFixture(typeof(SharedRedis))]
// Every test empties the one server that they share.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Sprout.State.Tests.Support;

/// <summary>One redis-server for all tests of this project.</summary>
public sealed class SharedRedis : IAsyncLifetime
{
    private RedisServer _server = null!;

    public IConnectionMultiplexer Connection { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await RedisServer.StartAsync();
        Connection = await ConnectAsync();
    }

    public async ValueTask<IConnectionMultiplexer> ConnectAsync() => await ConnectionMultiplexer.ConnectAsync(_server.ConfigurationString);

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        await _server.DisposeAsync();
    }
}
