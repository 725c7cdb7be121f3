using Sprout.Redis.Protocol;

namespace Sprout.Redis.Commands;

internal readonly record struct StreamRange(RedisKey Key, string MinId, string MaxId, int? Count) : IRedisCommand<StreamEntry[]>
{
    public void Write(RespWriter writer)
    {
        writer.WriteArrayHeader(Count is null ? 4 : 6);
        writer.WriteBulk("XRANGE"u8);
        writer.WriteKey(Key);
        writer.WriteBulk(MinId);
        writer.WriteBulk(MaxId);
        if (Count is { } count)
        {
            writer.WriteBulk("COUNT"u8);
            writer.WriteBulk(count);
        }
    }

    public static StreamEntry[] Read(ref RespReader reader) => reader.ReadEntries();
}
