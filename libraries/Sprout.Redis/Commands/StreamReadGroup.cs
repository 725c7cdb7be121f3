using Sprout.Redis.Protocol;

namespace Sprout.Redis.Commands;

/// <summary>XREADGROUP of one stream.</summary>
internal readonly record struct StreamReadGroup(RedisKey Key, string GroupName, string ConsumerName, string Position, int Count, TimeSpan Block)
    : IRedisCommand<StreamEntry[]>
{
    public void Write(RespWriter writer)
    {
        writer.WriteArrayHeader(9 + StreamRead.BlockLength(Block));
        writer.WriteBulk("XREADGROUP"u8);
        writer.WriteBulk("GROUP"u8);
        writer.WriteBulk(GroupName);
        writer.WriteBulk(ConsumerName);
        StreamRead.WriteWhere(writer, Key, Position, Count, Block);
    }

    public static StreamEntry[] Read(ref RespReader reader) => StreamRead.Read(ref reader);
}
