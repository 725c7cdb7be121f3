using FsCheck;
using FsCheck.Fluent;
using Sprout.Redis.Commands;
using Sprout.Redis.Protocol;
using Sprout.Redis.Tests.Support;

namespace Sprout.Redis.Tests.Protocol;

public sealed class When_commands_are_written
{
    [Fact]
    public void They_are_arrays_of_strings() =>
        Written(new StringSet("k", "väl", TimeSpan.FromMilliseconds(1500), When.NotExists))
            .ShouldBe(["SET", "k", "väl", "PX", "1500", "NX"]);

    [Fact]
    public void Part_of_a_millisecond_counts_as_one() =>
        Written(new StringSet("k", "v", TimeSpan.FromTicks(1), When.Always)).ShouldBe(["SET", "k", "v", "PX", "1"]);

    [Fact]
    public void Not_waiting_is_no_block_and_waiting_for_ever_is_block_0()
    {
        Written(new StreamRead("s", "$", 7, TimeSpan.Zero)).ShouldBe(["XREAD", "COUNT", "7", "STREAMS", "s", "$"]);
        Written(new StreamRead("s", "0-0", 7, Timeout.InfiniteTimeSpan)).ShouldBe(["XREAD", "COUNT", "7", "BLOCK", "0", "STREAMS", "s", "0-0"]);
    }

    [Fact]
    public void Streams_are_trimmed_as_asked()
    {
        Written(new StreamAdd("s", [new("f", 1)], 10, Approximate: true)).ShouldBe(["XADD", "s", "MAXLEN", "~", "10", "*", "f", "1"]);
        Written(new StreamAdd("s", [new("f", 1)], 10, Approximate: false)).ShouldBe(["XADD", "s", "MAXLEN", "10", "*", "f", "1"]);
        Written(new StreamAdd("s", [new("f", 1), new("g", 1.5)], null, Approximate: true)).ShouldBe(["XADD", "s", "*", "f", "1", "g", "1.5"]);
    }

    [Fact]
    public void Any_bytes_come_back_as_they_were() => Prop.ForAll<byte[][], long>((arguments, number) =>
    {
        var writer = new RespWriter();
        writer.WriteArrayHeader(arguments.Length + 1);
        foreach (var argument in arguments)
            writer.WriteBulk(argument);
        writer.WriteBulk(number);

        var items = Resp.Feed(writer.Written.ToArray(), new(), 3).Single().Items.Select(item => (RedisValue)item).ToArray();
        return items.SkipLast(1).SequenceEqual(arguments.Select(argument => (RedisValue)argument)) && (long)items[^1] == number;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_text_comes_back_as_it_was() => Prop.ForAll<NonNull<string>>(text =>
    {
        var writer = new RespWriter();
        writer.WriteBulk(text.Get);
        return (string?)Resp.Feed(writer.Written.ToArray(), new(), 3).Single() == (string?)(RedisValue)text.Get;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_large_one_leaves_no_large_buffer_and_no_trace()
    {
        var writer = new RespWriter();
        writer.WriteBulk(new byte[5_000_000]);
        writer.Written.Length.ShouldBe(5_000_000 + "$5000000\r\n\r\n".Length);
        writer.Clear();
        writer.WriteBulk("x"u8);
        writer.Written.ToArray().ShouldBe("$1\r\nx\r\n"u8.ToArray());
    }

    private static string[] Written<TReply>(IRedisCommand<TReply> command)
    {
        var writer = new RespWriter();
        command.Write(writer);
        return [.. Resp.Feed(writer.Written.ToArray(), new(), int.MaxValue).Single().Items.Select(item => (string)item!)];
    }
}
