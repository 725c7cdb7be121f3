using Sprout.Redis.Protocol;

namespace Sprout.Redis.Commands;

/// <summary>XREAD of one stream.</summary>
internal readonly record struct StreamRead(RedisKey Key, string AfterId, int Count, TimeSpan Block) : IRedisCommand<StreamEntry[]>
{
    public void Write(RespWriter writer)
    {
        writer.WriteArrayHeader(6 + BlockLength(Block));
        writer.WriteBulk("XREAD"u8);
        WriteWhere(writer, Key, AfterId, Count, Block);
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

    /// <summary>How many arguments BLOCK takes. Not waiting leaves it out, for <c>BLOCK 0</c> waits for ever.</summary>
    public static int BlockLength(TimeSpan block) => block == TimeSpan.Zero ? 0 : 2;

    /// <summary>COUNT, BLOCK and STREAMS, as XREAD and XREADGROUP end.</summary>
    public static void WriteWhere(RespWriter writer, RedisKey key, string position, int count, TimeSpan block)
    {
        writer.WriteBulk("COUNT"u8);
        writer.WriteBulk(count);
        if (BlockLength(block) > 0)
        {
            writer.WriteBulk("BLOCK"u8);
            writer.WriteBulk(block == Timeout.InfiniteTimeSpan ? 0 : (long)Math.Ceiling(block.TotalMilliseconds));
        }

        writer.WriteBulk("STREAMS"u8);
        writer.WriteKey(key);
        writer.WriteBulk(position);
    }
}
