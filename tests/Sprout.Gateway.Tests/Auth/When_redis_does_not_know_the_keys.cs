using Sprout.Gateway.Tests.Support;
using Sprout.State;
using Sprout.Testing;

namespace Sprout.Gateway.Tests.Auth;

/// <summary>Redis is away. What needs no Redis (that an id is none) tells who is let in.</summary>
public sealed class When_redis_does_not_know_the_keys : IAsyncLifetime
{
    private const string Path = "/containers/no-id";

    private RedisServer _redis = null!;
    private GatewayHost _gateway = null!;
    private string _used = "";
    private string _unused = "";
    private string _revoked = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _redis = await RedisServer.StartAsync();
        _gateway = await GatewayHost.StartAsync(_redis, redisTimeoutMs: 500, settings: [KeyMaker.Setting, ("ApiKeys:CacheTime", "00:00:00.001")]);
        (_used, _unused, _revoked) = (await KeyMaker.MakeAsync(_gateway), await KeyMaker.MakeAsync(_gateway), await KeyMaker.MakeAsync(_gateway));
        await new ApiKeyStore(_gateway.Database).RevokeAsync(KeyMaker.HashOf(_revoked), Cancel);
        foreach (var key in new[] { _used, _revoked })
            await _gateway.Client(key, cookie: null).GetAsync(Path, Cancel);
        await _redis.KillAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task Those_that_are_known_go_on_as_they_were_and_others_are_told_to_come_back()
    {
        await Answers(_gateway.Service, 404);
        await Answers(_gateway.Client(_used, cookie: null), 404);
        await Answers(_gateway.Client(_revoked, cookie: null), 401);
        await Answers(_gateway.Client("no-key-of-ours", cookie: null), 401);

        using var unknown = await _gateway.Client(_unused, cookie: null).GetAsync(Path, Cancel);
        await unknown.ProblemAsync(503, "unavailable");
        unknown.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_visitor_who_was_here_goes_on_and_a_new_one_gets_a_cookie()
    {
        await Answers(_gateway.Visitor, 404);

        using var first = await _gateway.Client(_gateway.VisitorKey, cookie: null).GetAsync(Path, Cancel);
        first.Headers.GetValues("Set-Cookie").Single().ShouldStartWith("sprout_visitor=1.");
    }

    private static async Task Answers(HttpClient client, int status) => ((int)(await client.GetAsync(Path, Cancel)).StatusCode).ShouldBe(status);
}
