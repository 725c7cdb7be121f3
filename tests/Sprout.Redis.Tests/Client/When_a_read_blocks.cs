using Sprout.Redis.Tests.Support;
using Sprout.Testing;

namespace Sprout.Redis.Tests.Client;

public sealed class When_a_read_blocks : IAsyncLifetime
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);
    private RedisServer _server = null!;
    private ConnectionMultiplexer _redis = null!;
    private IBlockingConnection _blocking = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await RedisServer.StartAsync();
        _redis = await _server.ConnectAsync();
        _blocking = await _redis.OpenBlockingConnectionAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _blocking.DisposeAsync();
        await _redis.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_new_entry_wakes_it()
    {
        var reading = _blocking.StreamReadAsync("s", "$", 10, Long);
        await _redis.UntilBlockedAsync(1);
        var id = await _redis.GetDatabase().StreamAddAsync("s", [new("a", "1")]);

        var entry = (await reading).ShouldHaveSingleItem();
        entry.Id.ShouldBe(id);
        entry["a"].ShouldBe("1");
    }

    [Fact]
    public async Task Others_do_not_wait_for_it()
    {
        var reading = _blocking.StreamReadAsync("s", "$", 10, Long).AsTask();
        await _redis.UntilBlockedAsync(1);

        (await _redis.GetDatabase().StringSetAsync("a", "1")).ShouldBeTrue();
        reading.IsCompleted.ShouldBeFalse();
        await _blocking.DisposeAsync();
        await Should.ThrowAsync<ObjectDisposedException>(() => reading);
    }

    [Fact]
    public async Task It_ends_with_nothing_after_its_time() =>
        (await _blocking.StreamReadAsync("s", "$", 10, TimeSpan.FromMilliseconds(1))).ShouldBeEmpty();

    [Fact]
    public async Task It_need_not_wait_at_all()
    {
        (await _blocking.StreamReadAsync("s", "0-0", 10, TimeSpan.Zero)).ShouldBeEmpty();
        for (var i = 0; i < 3; i++)
            await _redis.GetDatabase().StreamAddAsync("s", [new("i", i)]);

        (await _blocking.StreamReadAsync("s", "0-0", 2, TimeSpan.Zero)).Select(entry => (long)entry["i"]).ShouldBe([0, 1]);
    }

    [Fact]
    public async Task Cancelling_ends_it_and_the_next_read_works()
    {
        using var cancelling = new CancellationTokenSource();
        var reading = _blocking.StreamReadAsync("s", "$", 10, Long, cancelling.Token);
        await _redis.UntilBlockedAsync(1);

        await cancelling.CancelAsync();

        (await Should.ThrowAsync<OperationCanceledException>(async () => await reading)).CancellationToken.ShouldBe(cancelling.Token);
        await _redis.GetDatabase().StreamAddAsync("s", [new("a", "1")]);
        (await _blocking.StreamReadAsync("s", "0-0", 10, Long)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_killed_server_ends_it_and_the_next_read_finds_the_new_one()
    {
        var reading = _blocking.StreamReadAsync("s", "$", 10, Long);
        await _redis.UntilBlockedAsync(1);

        await _server.KillAsync();
        await Should.ThrowAsync<RedisConnectionException>(async () => await reading);
        var next = _blocking.StreamReadAsync("s", "0-0", 10, Long);
        await _server.RestartAsync();

        await _redis.GetDatabase().StreamAddAsync("s", [new("a", "1")]);
        (await next).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_refusal_leaves_the_connection_as_it_is()
    {
        await _redis.GetDatabase().StringSetAsync("text", "x");
        var connections = await ConnectionsAsync();

        (await Should.ThrowAsync<RedisServerException>(async () => await _blocking.StreamReadAsync("text", "0-0", 1, Long))).Code.ShouldBe("WRONGTYPE");
        (await _blocking.StreamReadAsync("s", "0-0", 1, TimeSpan.Zero)).ShouldBeEmpty();

        (await ConnectionsAsync()).ShouldBe(connections);
    }

    [Fact]
    public async Task A_second_read_on_it_is_misuse()
    {
        var reading = _blocking.StreamReadAsync("s", "$", 10, Long).AsTask();

        await Should.ThrowAsync<InvalidOperationException>(async () => await _blocking.StreamReadAsync("s", "$", 10, Long));

        await _blocking.DisposeAsync();
        await Should.ThrowAsync<ObjectDisposedException>(() => reading);
    }

    private async Task<string> ConnectionsAsync()
    {
        var info = ((RedisValue)await _redis.DoAsync("INFO", "stats")).ToString();
        return info.Split("\r\n").Single(line => line.StartsWith("total_connections_received:", StringComparison.Ordinal));
    }
}
