using System.Net;
using Sprout.Gateway.Tests.Support;
using Sprout.Testing;

namespace Sprout.Gateway.Tests.Health;

public sealed class When_redis_comes_back
{
    [Fact]
    public async Task The_gateway_serves_again()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var gateway = await GatewayHost.StartAsync(redis);

        await redis.RestartAsync();

        (await gateway.Visitor.PostJsonAsync("/containers", "{}")).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await gateway.Anonymous.GetStringAsync("/readyz", TestContext.Current.CancellationToken)).ShouldBe("ok");
    }
}
