using Sprout.Gateway.Tests.Support;
using Sprout.Testing;

[assembly: AssemblyFixture(typeof(SharedRedis))]

namespace Sprout.Gateway.Tests.Support;

/// <summary>One redis-server for all tests that do not hurt it; they keep apart by their owners.</summary>
public sealed class SharedRedis : IAsyncLifetime
{
    public RedisServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await RedisServer.StartAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
