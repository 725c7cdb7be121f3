using FsCheck;
using FsCheck.Fluent;
using Sprout.Redis.Tests.Support;

namespace Sprout.Redis.Tests.Protocol;

public sealed class When_replies_arrive_in_pieces
{
    private static readonly byte[] Wire = Resp.Bytes(
        "+OK\r\n-ERR no\r\n:-42\r\n$5\r\na\r\nbc\r\n$0\r\n\r\n$-1\r\n*-1\r\n*0\r\n*3\r\n:1\r\n*2\r\n$1\r\nx\r\n*0\r\n-WRONGTYPE y\r\n+PONG\r\n");

    private static readonly RespLimits Limits = new();

    [Fact]
    public void The_whole_reads_as_it_was_written()
    {
        var replies = Resp.Feed(Wire, Limits, Wire.Length);

        replies.Select(reply => reply.Type).ShouldBe(
        [
            RedisResultType.SimpleString, RedisResultType.Error, RedisResultType.Integer, RedisResultType.BulkString, RedisResultType.BulkString,
            RedisResultType.BulkString, RedisResultType.Array, RedisResultType.Array, RedisResultType.Array, RedisResultType.SimpleString,
        ]);
        ((string?)replies[3]).ShouldBe("a\r\nbc");
        replies[4].IsNull.ShouldBeFalse();
        replies[5].IsNull.ShouldBeTrue();
        replies[6].IsNull.ShouldBeTrue();
        replies[7].IsNull.ShouldBeFalse();
        ((string?)replies[8][1][0]).ShouldBe("x");
        replies[8][2].Type.ShouldBe(RedisResultType.Error);
    }

    [Fact]
    public void A_split_anywhere_changes_nothing()
    {
        for (var split = 1; split < Wire.Length; split++)
            Rewrite(Resp.Feed(Wire, Limits, split, Wire.Length)).ShouldBe(Wire, $"split at {split}");
    }

    [Fact]
    public void Single_bytes_change_nothing() => Rewrite(Resp.Feed(Wire, Limits, 1)).ShouldBe(Wire);

    [Fact]
    public void Any_replies_in_any_pieces_read_as_written() => Prop.ForAll<int>(seed =>
    {
        var random = new Random(seed);
        var wire = Rewrite(Enumerable.Range(0, 10).Select(_ => ReplyTree.Grow(random)));
        int[] chunks = [.. Enumerable.Range(0, 200).Select(_ => 1 + random.Next(2000)), int.MaxValue];
        return Rewrite(Resp.Feed(wire, Limits, chunks)).AsSpan().SequenceEqual(wire);
    }).QuickCheckThrowOnFailure();

    private static byte[] Rewrite(IEnumerable<RedisResult> replies) => [.. replies.SelectMany(Resp.Encode)];
}
