using Sprout.Redis.Tests.Support;
using Sprout.Testing;

namespace Sprout.Redis.Tests.Client;

public sealed class When_the_server_is_there : IAsyncLifetime
{
    private RedisServer _server = null!;
    private ConnectionMultiplexer _redis = null!;

    private IDatabase Database => _redis.GetDatabase();

    public async ValueTask InitializeAsync()
    {
        _server = await RedisServer.StartAsync();
        _redis = await _server.ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _redis.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Strings_are_set_read_and_deleted()
    {
        (await Database.StringGetAsync("a")).IsNull.ShouldBeTrue();
        (await Database.StringSetAsync("a", "1")).ShouldBeTrue();
        (await Database.StringSetAsync("a", "2", when: When.NotExists)).ShouldBeFalse();
        (await Database.StringSetAsync("b", "2", when: When.Exists)).ShouldBeFalse();
        (await Database.StringSetAsync("c", "", TimeSpan.FromHours(1))).ShouldBeTrue();

        (await Database.StringGetAsync(["a", "b", "c"])).ShouldBe(["1", RedisValue.Null, ""]);
        ((long)await _redis.DoAsync("PTTL", "c")).ShouldBeInRange(1, 3_600_000);
        (await Database.KeyExistsAsync("a")).ShouldBeTrue();
        (await Database.KeyDeleteAsync("a")).ShouldBeTrue();
        (await Database.KeyDeleteAsync("a")).ShouldBeFalse();
        (await Database.KeyExistsAsync("a")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_large_value_comes_back_as_it_was()
    {
        var value = new byte[10_000_000];
        new Random(1).NextBytes(value);

        await Database.StringSetAsync("large", value);

        (await Database.StringGetAsync("large")).Memory.Span.SequenceEqual(value).ShouldBeTrue();
    }

    [Fact]
    public async Task Streams_are_appended_to_and_read()
    {
        var first = await Database.StreamAddAsync("s", [new("a", "1"), new("b", "2")]);
        var second = await Database.StreamAddAsync("s", [new("a", "3")]);

        var entries = await Database.StreamRangeAsync("s");
        entries.Select(entry => entry.Id).ShouldBe([first, second]);
        entries[0].Values.ShouldBe([new("a", "1"), new("b", "2")]);
        (await Database.StreamRangeAsync("s", minId: "(" + first)).ShouldHaveSingleItem()["a"].ShouldBe("3");
        (await Database.StreamRangeAsync("s", count: 1)).ShouldHaveSingleItem().Id.ShouldBe(first);
        (await Database.StreamRangeAsync("none")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_stream_is_trimmed_to_its_length()
    {
        for (var i = 0; i < 5; i++)
            await Database.StreamAddAsync("trimmed", [new("i", i)], maxLength: 2, useApproximateMaxLength: false);

        (await Database.StreamRangeAsync("trimmed")).Select(entry => (long)entry["i"]).ShouldBe([3, 4]);
    }

    [Fact]
    public async Task An_error_is_the_callers_alone()
    {
        await Database.StringSetAsync("text", "x");

        var refused = Database.StreamAddAsync("text", [new("a", "1")]);
        var answered = Database.StringGetAsync("text");

        (await Should.ThrowAsync<RedisServerException>(async () => await refused)).Code.ShouldBe("WRONGTYPE");
        (await answered).ShouldBe("x");
    }

    [Fact]
    public async Task What_cannot_be_sent_is_the_callers_error_alone()
    {
        await Should.ThrowAsync<ArgumentException>(async () => await Database.StringSetAsync("a", RedisValue.Null));
        await Should.ThrowAsync<ArgumentException>(async () => await Database.StreamAddAsync("a", []));
        await Should.ThrowAsync<ArgumentException>(async () => await Database.StringGetAsync(default(RedisKey)));

        (await Database.StringSetAsync("a", "1")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_script_answers_in_every_shape()
    {
        var script = new RedisScript("return {1, 'two', false, {redis.status_reply('three'), redis.error_reply('FOUR no')}, KEYS[1], ARGV[1]}");

        var reply = await Database.ScriptEvaluateAsync(script, ["key"], ["argument"]);

        ((long)reply[0]).ShouldBe(1);
        ((string?)reply[1]).ShouldBe("two");
        reply[2].IsNull.ShouldBeTrue();
        ((string?)reply[3][0]).ShouldBe("three");
        reply[3][1].Type.ShouldBe(RedisResultType.Error);
        ((string?)reply[4]).ShouldBe("key");
        ((string?)reply[5]).ShouldBe("argument");
    }

    [Fact]
    public async Task A_script_the_server_has_forgotten_is_sent_again_once()
    {
        var script = new RedisScript("return redis.call('INCR', KEYS[1])");
        ((long)await Database.ScriptEvaluateAsync(script, ["n"], [])).ShouldBe(1);
        await _redis.DoAsync("SCRIPT", "FLUSH");

        var before = _redis.Counters.Commands;
        ((long)await Database.ScriptEvaluateAsync(script, ["n"], [])).ShouldBe(2);
        ((long)await Database.ScriptEvaluateAsync(script, ["n"], [])).ShouldBe(3);

        (_redis.Counters.Commands - before).ShouldBe(3); // EVALSHA, EVAL, EVALSHA
    }

    [Fact]
    public async Task One_call_is_one_command_in_one_flush()
    {
        var before = _redis.Counters;
        await Database.StringSetAsync("a", "1");

        _redis.Counters.ShouldBe(new(before.Commands + 1, before.Flushes + 1));
    }

    [Fact]
    public async Task Ten_thousand_callers_get_each_their_own_answer_in_fewer_flushes()
    {
        var before = _redis.Counters;
        await Task.WhenAll(Enumerable.Range(0, 10_000).Select(i => Task.Run(async () =>
        {
            ((long)await Database.ExecuteAsync("ECHO", [i])).ShouldBe(i);
            await Database.StringSetAsync($"key:{i}", i);
            ((long)await Database.StringGetAsync($"key:{i}")).ShouldBe(i);
        })));

        var after = _redis.Counters;
        (after.Commands - before.Commands).ShouldBe(30_000);
        (after.Flushes - before.Flushes).ShouldBeLessThan(30_000);
    }

    [Fact]
    public async Task A_disposed_client_says_so()
    {
        await _redis.DisposeAsync();

        _redis.IsConnected.ShouldBeFalse();
        await Should.ThrowAsync<ObjectDisposedException>(async () => await Database.StringGetAsync("a"));
    }
}
