using Sprout.Redis.Tests.Support;
using Sprout.Testing;

namespace Sprout.Redis.Tests.Client;

public sealed class When_a_group_read_is_ended : IAsyncLifetime
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);
    private RedisServer _server = null!;
    private ConnectionMultiplexer _redis = null!;
    private IBlockingConnection _blocking = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await RedisServer.StartAsync();
        _redis = await _server.ConnectAsync();
        await _redis.DoAsync("XGROUP", "CREATE", "s", "g", "0", "MKSTREAM");
        _blocking = await _redis.OpenBlockingConnectionAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _blocking.DisposeAsync();
        await _redis.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Cancelling_ends_it_and_keeps_the_connection()
    {
        var before = await ConnectionsAsync();
        using var cancelling = new CancellationTokenSource();
        var reading = ReadAsync(cancellationToken: cancelling.Token);
        await _redis.UntilBlockedAsync(1);

        await cancelling.CancelAsync();

        (await Should.ThrowAsync<OperationCanceledException>(() => reading)).CancellationToken.ShouldBe(cancelling.Token);
        await AddAsync("1");
        (await ReadAsync()).ShouldHaveSingleItem();
        (await ConnectionsAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task A_cancelled_token_reads_nothing()
    {
        await AddAsync("1");

        await Should.ThrowAsync<OperationCanceledException>(() => ReadAsync(cancellationToken: new(canceled: true)));

        (await PendingAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Cancelling_while_entries_come_loses_none_and_doubles_none()
    {
        const int cancellations = 200;
        var before = await ConnectionsAsync();
        using var writing = new CancellationTokenSource();
        var writer = Task.Run(async () =>
        {
            var added = new List<string>();
            while (!writing.IsCancellationRequested)
                added.Add(await AddAsync("1"));
            return added;
        });
        var random = new Random(1);
        var returned = new List<string>();
        for (var cancelled = 0; cancelled < cancellations;)
        {
            using var cancelling = new CancellationTokenSource();
            var reading = ReadAsync(count: 1 + random.Next(100), cancellationToken: cancelling.Token);
            var cancel = Task.Run(cancelling.Cancel);
            try
            {
                returned.AddRange((await reading).Select(entry => entry.Id));
            }
            catch (OperationCanceledException)
            {
                cancelled++;
            }

            await cancel;
        }

        await writing.CancelAsync();
        var all = await writer;
        while (await ReadAsync(count: 1000, block: TimeSpan.Zero) is { Length: > 0 } entries)
            returned.AddRange(entries.Select(entry => entry.Id));

        returned.ShouldBe(all);
        (await PendingAsync()).ShouldBe(all);
        (await ConnectionsAsync()).ShouldBe(before, "no connection was dropped");
    }

    [Fact]
    public async Task Disposing_ends_it()
    {
        var reading = ReadAsync();
        await _redis.UntilBlockedAsync(1);

        await _blocking.DisposeAsync();

        await Should.ThrowAsync<ObjectDisposedException>(() => reading);
        await Should.ThrowAsync<ObjectDisposedException>(() => ReadAsync());
        await _blocking.DisposeAsync();
    }

    [Fact]
    public async Task A_server_that_does_not_let_go_is_left_behind()
    {
        var time = new ManualTime();
        await using var redis = await ConnectionMultiplexer.ConnectAsync(_server.ConfigurationString, time);
        await using var blocking = await redis.OpenBlockingConnectionAsync();
        using var cancelling = new CancellationTokenSource();
        var reading = blocking.StreamReadGroupAsync("s", "g", "c", ">", 10, Timeout.InfiniteTimeSpan, cancelling.Token).AsTask();
        await _redis.UntilBlockedAsync(1);
        await _redis.DoAsync("CLIENT", "PAUSE", 600_000, "ALL");

        await cancelling.CancelAsync();
        while (!reading.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }

        (await Should.ThrowAsync<OperationCanceledException>(() => reading)).CancellationToken.ShouldBe(cancelling.Token);
        await _server.KillAsync();
    }

    [Fact]
    public async Task A_user_who_may_not_unblock_can_cancel_all_the_same()
    {
        await _redis.DoAsync("ACL", "SETUSER", "weak", "on", ">pass", "~*", "+@all", "-client");
        await using var redis = await _server.ConnectAsync(",user=weak,password=pass");
        await using var blocking = await redis.OpenBlockingConnectionAsync();
        using var cancelling = new CancellationTokenSource();
        var reading = blocking.StreamReadGroupAsync("s", "g", "c", ">", 10, Long, cancelling.Token).AsTask();
        await _redis.UntilBlockedAsync(1);

        await cancelling.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => reading);
        await _redis.UntilBlockedAsync(0);
        await AddAsync("1");
        (await blocking.StreamReadGroupAsync("s", "g", "c", ">", 10, Long)).ShouldHaveSingleItem();
    }

    private Task<StreamEntry[]> ReadAsync(int count = 10, TimeSpan? block = null, CancellationToken cancellationToken = default) =>
        _blocking.StreamReadGroupAsync("s", "g", "c", ">", count, block ?? Long, cancellationToken).AsTask();

    private Task<string> AddAsync(string value) => _redis.GetDatabase().StreamAddAsync("s", [new("a", value)]).AsTask();

    private async Task<string[]> PendingAsync() =>
        [.. (await _redis.DoAsync("XPENDING", "s", "g", "-", "+", 1_000_000)).Items.Select(item => (string)item[0]!)];

    private async Task<string> ConnectionsAsync()
    {
        var info = ((RedisValue)await _redis.DoAsync("INFO", "stats")).ToString();
        return info.Split("\r\n").Single(line => line.StartsWith("total_connections_received:", StringComparison.Ordinal));
    }
}
