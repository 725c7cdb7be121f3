using Sprout.Redis.Tests.Support;
using Sprout.Testing;

namespace Sprout.Redis.Tests.Client;

public sealed class When_a_group_is_read : IAsyncLifetime
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
    public async Task A_new_entry_wakes_it_and_is_pending()
    {
        var reading = ReadAsync();
        await _redis.UntilBlockedAsync(1);
        var id = await AddAsync("1");

        var entry = (await reading).ShouldHaveSingleItem();
        (entry.Id, entry.IsDeleted).ShouldBe((id, false));
        entry["a"].ShouldBe("1");
        (await PendingAsync()).ShouldBe([id]);
    }

    [Fact]
    public async Task It_brings_many_with_all_their_fields()
    {
        await _redis.GetDatabase().StreamAddAsync("s", [new("a", "1"), new("b", "")]);
        await _redis.GetDatabase().StreamAddAsync("s", [new("b", new byte[] { 0, 255 }), new("ü", "3"), new("a", "4")]);
        await _redis.GetDatabase().StreamAddAsync("s", [new("a", "5")]);

        var entries = await ReadAsync(count: 2);

        entries.Length.ShouldBe(2);
        entries[0].Values.ShouldBe([new("a", "1"), new("b", "")]);
        entries[1].Values.ShouldBe([new("b", new byte[] { 0, 255 }), new("ü", "3"), new("a", "4")]);
        entries[1]["none"].IsNull.ShouldBeTrue();
    }

    [Fact]
    public async Task It_ends_with_nothing_after_its_time() => (await ReadAsync(block: TimeSpan.FromMilliseconds(1))).ShouldBeEmpty();

    [Fact]
    public async Task It_need_not_wait_at_all() => (await ReadAsync(block: TimeSpan.Zero)).ShouldBeEmpty();

    [Fact]
    public async Task What_is_pending_can_be_read_again_also_when_it_was_deleted()
    {
        string[] ids = [await AddAsync("1"), await AddAsync("2")];
        await ReadAsync();
        await _redis.DoAsync("XDEL", "s", ids[0]);

        var entries = await ReadAsync(position: "0");

        entries.Select(entry => (entry.Id, entry.IsDeleted)).ShouldBe([(ids[0], true), (ids[1], false)]);
        entries[0]["a"].IsNull.ShouldBeTrue();
        (await ReadAsync(position: ids[1])).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_that_is_late_says_that_entries_may_be_pending_unseen()
    {
        var time = new ManualTime();
        await using var redis = await ConnectionMultiplexer.ConnectAsync(_server.ConfigurationString, time);
        await using var blocking = await redis.OpenBlockingConnectionAsync();
        var reading = blocking.StreamReadGroupAsync("s", "g", "c", ">", 10, Long).AsTask();

        time.Advance(Long);
        reading.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(5));

        (await Should.ThrowAsync<RedisTimeoutException>(() => reading)).MayHaveExecuted.ShouldBeTrue();
    }

    [Fact]
    public async Task A_group_that_goes_away_under_it_is_said()
    {
        var reading = ReadAsync();
        await _redis.UntilBlockedAsync(1);
        await _redis.DoAsync("XGROUP", "DESTROY", "s", "g");
        (await Should.ThrowAsync<RedisServerException>(() => reading)).Code.ShouldBe("NOGROUP");

        await _redis.DoAsync("XGROUP", "CREATE", "s", "g", "0", "MKSTREAM");
        reading = ReadAsync();
        await _redis.UntilBlockedAsync(1);
        await _redis.DoAsync("DEL", "s");
        (await Should.ThrowAsync<RedisServerException>(() => reading)).Code.ShouldBeOneOf("UNBLOCKED", "NOGROUP");
    }

    [Fact]
    public async Task A_broken_connection_says_that_entries_may_be_pending_unseen_and_a_missing_one_that_none_are()
    {
        var reading = ReadAsync();
        await _redis.UntilBlockedAsync(1);
        await _redis.DoAsync("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
        (await Should.ThrowAsync<RedisConnectionException>(() => reading)).MayHaveExecuted.ShouldBeTrue();

        await using var impatient = await ConnectionMultiplexer.ConnectAsync($"{_server.ConfigurationString},asyncTimeout=1");
        await using var blocking = await impatient.OpenBlockingConnectionAsync();
        reading = blocking.StreamReadGroupAsync("s", "g", "c", ">", 10, Timeout.InfiniteTimeSpan).AsTask();
        await _redis.UntilBlockedAsync(1);
        await _server.KillAsync();
        (await Should.ThrowAsync<RedisConnectionException>(() => reading)).MayHaveExecuted.ShouldBeTrue();
        (await Should.ThrowAsync<RedisConnectionException>(async () => await blocking.StreamReadGroupAsync("s", "g", "c", ">", 10, Long)))
            .MayHaveExecuted.ShouldBeFalse();
    }

    private Task<StreamEntry[]> ReadAsync(int count = 10, string position = ">", TimeSpan? block = null) =>
        _blocking.StreamReadGroupAsync("s", "g", "c", position, count, block ?? Long).AsTask();

    private Task<string> AddAsync(string value) => _redis.GetDatabase().StreamAddAsync("s", [new("a", value)]).AsTask();

    private async Task<string[]> PendingAsync() =>
        [.. (await _redis.DoAsync("XPENDING", "s", "g", "-", "+", 1_000_000)).Items.Select(item => (string)item[0]!)];
}
