using Sprout.Redis.Protocol;

namespace Sprout.Redis.Commands;

internal readonly record struct StringGet(RedisKey Key) : IRedisCommand<RedisValue>
{
    public void Write(RespWriter writer)
    {
        writer.WriteArrayHeader(2);
        writer.WriteBulk("GET"u8);
        writer.WriteKey(Key);
    }

    public static RedisValue Read(ref RespReader reader) => reader.ReadValue();
}
