using Sprout.Captcha.Tests.Support;
using Sprout.Testing;

[assembly: AssemblyFixture(typeof(SharedRedis))]

namespace Sprout.Captcha.Tests.Support;

/// <summary>One redis-server for all specs; they keep apart by their visitors.</summary>
public sealed class SharedRedis : IAsyncLifetime
{
    public RedisServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await RedisServer.StartAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
