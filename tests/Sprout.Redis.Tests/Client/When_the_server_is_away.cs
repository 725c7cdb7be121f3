using Sprout.Redis.Tests.Support;
using Sprout.Testing;

namespace Sprout.Redis.Tests.Client;

public sealed class When_the_server_is_away
{
    [Fact]
    public async Task Connecting_fails_with_its_address()
    {
        var exception = await Should.ThrowAsync<RedisConnectionException>(async () => await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{RedisServer.FreePort()}"));

        exception.Message.ShouldContain("127.0.0.1:");
        exception.MayHaveExecuted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_client_that_need_not_abort_connects_when_it_comes()
    {
        await using var server = await RedisServer.StartAsync();
        await server.KillAsync();
        await using var redis = await server.ConnectAsync(",abortConnect=false");
        redis.IsConnected.ShouldBeFalse();
        var restored = redis.NextRestoration();

        var waiting = redis.GetDatabase().StringSetAsync("a", "1");
        await server.RestartAsync();

        (await waiting).ShouldBeTrue();
        await restored;
        redis.IsConnected.ShouldBeTrue();
    }

    [Fact]
    public async Task Commands_wait_no_longer_than_their_time_out()
    {
        var time = new ManualTime();
        await using var redis = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{RedisServer.FreePort()},abortConnect=false", time);

        var waiting = redis.GetDatabase().StringSetAsync("a", "1");
        time.Advance(TimeSpan.FromSeconds(5));

        var exception = await Should.ThrowAsync<RedisTimeoutException>(async () => await waiting);
        exception.MayHaveExecuted.ShouldBeFalse();
        exception.InnerException.ShouldBeOfType<RedisConnectionException>();
    }

    [Fact]
    public async Task A_cancelled_command_waits_no_more_and_is_never_sent()
    {
        await using var server = await RedisServer.StartAsync();
        await server.KillAsync();
        await using var redis = await server.ConnectAsync(",abortConnect=false");
        using var cancelling = new CancellationTokenSource();

        var waiting = redis.GetDatabase().StringSetAsync("a", "1", cancellationToken: cancelling.Token);
        await cancelling.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(async () => await waiting);
        await server.RestartAsync();

        (await redis.GetDatabase().KeyExistsAsync("a")).ShouldBeFalse();
    }

    [Fact]
    public async Task Only_so_many_commands_wait()
    {
        var options = ConfigurationOptions.Parse($"127.0.0.1:{RedisServer.FreePort()},abortConnect=false") with { BacklogLength = 2 };
        var redis = await ConnectionMultiplexer.ConnectAsync(options, new ManualTime());
        var database = redis.GetDatabase();
        Task[] waiting = [database.StringSetAsync("a", "1").AsTask(), database.StringSetAsync("a", "2").AsTask()];

        (await Should.ThrowAsync<RedisConnectionException>(async () => await database.StringSetAsync("a", "3"))).MayHaveExecuted.ShouldBeFalse();

        await redis.DisposeAsync();
        foreach (var task in waiting)
            await Should.ThrowAsync<ObjectDisposedException>(() => task);
    }

    [Fact]
    public async Task Connecting_takes_no_longer_than_its_time_out()
    {
        var time = new ManualTime();
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        var port = ((System.Net.IPEndPoint)silent.LocalEndpoint).Port;

        var connecting = ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{port},connectTimeout=100", time).AsTask();
        using var accepted = await silent.AcceptSocketAsync(TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromMilliseconds(100));

        (await Should.ThrowAsync<RedisConnectionException>(() => connecting)).Message.ShouldContain("100 ms");
    }

    [Fact]
    public void Attempts_become_rarer_up_to_a_limit()
    {
        var backOff = new Connections.BackOff(new Random(1));
        var delays = Enumerable.Range(0, 20).Select(_ => backOff.Next().TotalMilliseconds).ToArray();

        delays[0].ShouldBeInRange(25, 50);
        delays[3].ShouldBeInRange(200, 400);
        delays.Max().ShouldBeInRange(2500, 5000);
        backOff.Reset();
        backOff.Next().TotalMilliseconds.ShouldBeInRange(25, 50);
    }
}
