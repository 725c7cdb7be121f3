using Sprout.Redis.Tests.Support;
using Sprout.Testing;

namespace Sprout.Redis.Tests.Client;

public sealed class When_the_connection_breaks : IAsyncLifetime
{
    private RedisServer _server = null!;
    private ConnectionMultiplexer _redis = null!;

    private IDatabase Database => _redis.GetDatabase();

    public async ValueTask InitializeAsync()
    {
        _server = await RedisServer.StartAsync(extraArguments: ["--appendonly", "yes"]);
        _redis = await _server.ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _redis.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task What_was_in_flight_says_so()
    {
        await using var admin = await _server.ConnectAsync();
        await admin.PauseWritesAsync();
        var inFlight = Database.StringSetAsync("a", "1");
        // Only what has left this process is in flight.
        await admin.UntilBlockedAsync(1);
        await _server.KillAsync();

        var exception = await Should.ThrowAsync<RedisConnectionException>(async () => await inFlight);
        exception.MayHaveExecuted.ShouldBeTrue();
    }

    [Fact]
    public async Task Nothing_is_sent_again()
    {
        await using var admin = await _server.ConnectAsync();
        var id = (long)await _redis.DoAsync("CLIENT", "ID");
        await admin.PauseWritesAsync();
        var inFlight = Database.ExecuteAsync("INCR", ["n"]);
        await admin.UntilBlockedAsync(1);
        var restored = _redis.NextRestoration();

        await admin.DoAsync("CLIENT", "KILL", "ID", id);
        await Should.ThrowAsync<RedisConnectionException>(async () => await inFlight);
        await restored;
        await admin.ResumeAsync();

        (await Database.StringGetAsync("n")).IsNull.ShouldBeTrue();
    }

    [Fact]
    public async Task It_comes_back_by_itself_and_tells()
    {
        var id = (long)await _redis.DoAsync("CLIENT", "ID");
        var (failed, restored) = (_redis.NextFailure(), _redis.NextRestoration());

        await using (var admin = await _server.ConnectAsync())
            await admin.DoAsync("CLIENT", "KILL", "ID", id);

        await failed;
        await restored;
        _redis.IsConnected.ShouldBeTrue();
        ((long)await _redis.DoAsync("CLIENT", "ID")).ShouldNotBe(id);
    }

    [Fact]
    public async Task A_restarted_server_is_found_again_with_its_data()
    {
        await Database.StringSetAsync("a", "1");
        var restored = _redis.NextRestoration();

        await _server.RestartAsync();
        await restored;

        (await Database.StringGetAsync("a")).ShouldBe("1");
    }

    [Fact]
    public async Task What_is_issued_meanwhile_waits_for_the_next_one_in_order()
    {
        var failed = _redis.NextFailure();
        await _server.KillAsync();
        await failed;

        var waiting = Enumerable.Range(0, 100).Select(i => Database.ExecuteAsync("RPUSH", ["list", i]).AsTask()).ToArray();
        await _server.RestartAsync();

        (await Task.WhenAll(waiting)).Select(length => (long)length).ShouldBe(Enumerable.Range(1, 100).Select(i => (long)i));
        var items = (await Database.ExecuteAsync("LRANGE", ["list", 0, -1])).Items;
        items.Select(item => (long)item).ShouldBe(Enumerable.Range(0, 100).Select(i => (long)i));
    }

    [Theory]
    [InlineData("garbage", "Is this a Redis port?")]
    [InlineData("$999999999999\r\n", "exceeds the limit")]
    [InlineData("+OK\r\n+OK\r\n", "nobody had asked for")]
    public async Task A_server_that_breaks_the_protocol_is_left_with_a_clear_reason(string answer, string reason)
    {
        await using var fake = new FakeServer(answer);
        await using var redis = await ConnectionMultiplexer.ConnectAsync(fake.ConfigurationString);
        var failure = redis.NextFailure();

        var asked = redis.GetDatabase().StringSetAsync("a", "1");

        (await failure).ShouldBeOfType<RedisProtocolException>().Message.ShouldContain(reason);
        if (!answer.StartsWith('+'))
            (await Should.ThrowAsync<RedisConnectionException>(async () => await asked)).Message.ShouldContain(reason);
        else
            (await asked).ShouldBeTrue();
    }

    [Fact]
    public async Task A_reply_of_the_wrong_shape_breaks_nothing_else()
    {
        await using var fake = new FakeServer(":1\r\n");
        await using var redis = await ConnectionMultiplexer.ConnectAsync(fake.ConfigurationString);

        await Should.ThrowAsync<RedisProtocolException>(async () => await redis.GetDatabase().StringGetAsync("a"));

        (await redis.GetDatabase().KeyExistsAsync("a")).ShouldBeTrue();
        redis.IsConnected.ShouldBeTrue();
    }
}
