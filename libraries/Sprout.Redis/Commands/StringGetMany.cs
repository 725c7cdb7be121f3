using Sprout.Redis.Protocol;

namespace Sprout.Redis.Commands;

internal readonly record struct StringGetMany(IReadOnlyList<RedisKey> Keys) : IRedisCommand<RedisValue[]>
{
    public void Write(RespWriter writer)
    {
        writer.WriteArrayHeader(1 + Keys.Count);
        writer.WriteBulk("MGET"u8);
        foreach (var key in Keys)
            writer.WriteKey(key);
    }

    public static RedisValue[] Read(ref RespReader reader)
    {
        var values = Replies.NewArray<RedisValue>(reader.ReadArrayHeader());
        for (var i = 0; i < values.Length; i++)
            values[i] = reader.ReadValue();
        return values;
    }
}
