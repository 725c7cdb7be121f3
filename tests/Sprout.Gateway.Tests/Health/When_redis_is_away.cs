using System.Net;
using Sprout.Gateway.Tests.Support;
using Sprout.Testing;

namespace Sprout.Gateway.Tests.Health;

public sealed class When_redis_is_away : IAsyncLifetime
{
    private RedisServer _redis = null!;
    private GatewayHost _gateway = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _redis = await RedisServer.StartAsync();
        _gateway = await GatewayHost.StartAsync(_redis, redisTimeoutMs: 500);
        await _redis.KillAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task The_gateway_lives_and_is_not_ready()
    {
        (await _gateway.Anonymous.GetStringAsync("/livez", Cancel)).ShouldBe("ok");
        using var ready = await _gateway.Anonymous.GetAsync("/readyz", Cancel);
        using var verbose = await _gateway.Anonymous.GetAsync("/healthz?verbose", Cancel);

        (await ready.ProblemAsync(503, "not-ready"))["detail"]!.GetValue<string>().ShouldContain("redis");
        verbose.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await verbose.Content.ReadAsStringAsync(Cancel)).ShouldContain("[-]redis failed: ");
    }

    [Fact]
    public async Task Requests_are_told_to_come_back()
    {
        using var list = await _gateway.Visitor.GetAsync("/containers", Cancel);
        using var creation = await _gateway.Visitor.PostJsonAsync("/containers", "{}");
        using var resumption = await _gateway.Visitor.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/events") { Headers = { { "Last-Event-ID", "1-1" } } }, Cancel);

        foreach (var response in new[] { list, creation, resumption })
        {
            await response.ProblemAsync(503, "unavailable");
            response.Headers.RetryAfter.ShouldNotBeNull();
        }

        _gateway.Lifecycle.Heard.ShouldBeEmpty();
    }
}
