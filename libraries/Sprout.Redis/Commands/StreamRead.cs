using Sprout.Redis.Protocol;

namespace Sprout.Redis.Commands;

/// <summary>XREAD of one stream. Not waiting leaves BLOCK out, for <c>BLOCK 0</c> waits for ever.</summary>
internal readonly record struct StreamRead(RedisKey Key, string AfterId, int Count, TimeSpan Block) : IRedisCommand<StreamEntry[]>
{
    public void Write(RespWriter writer)
    {
        var waits = Block != TimeSpan.Zero;
        writer.WriteArrayHeader(waits ? 8 : 6);
        writer.WriteBulk("XREAD"u8);
        writer.WriteBulk("COUNT"u8);
        writer.WriteBulk(Count);
        if (waits)
        {
            writer.WriteBulk("BLOCK"u8);
            writer.WriteBulk(Block == Timeout.InfiniteTimeSpan ? 0 : (long)Math.Ceiling(Block.TotalMilliseconds));
        }

        writer.WriteBulk("STREAMS"u8);
        writer.WriteKey(Key);
        writer.WriteBulk(AfterId);
    }

    // Null when nothing came; otherwise one pair of key and entries per stream that has some.
    public static StreamEntry[] Read(ref RespReader reader)
    {
        var streams = reader.ReadArrayHeader();
        if (streams < 0)
            return [];
        Replies.Expect(streams, 1);
        Replies.Expect(reader.ReadArrayHeader(), 2);
        _ = reader.TryReadBulk(out _);
        return reader.ReadEntries();
    }
}
