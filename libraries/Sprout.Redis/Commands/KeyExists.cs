using Sprout.Redis.Protocol;

namespace Sprout.Redis.Commands;

internal readonly record struct KeyExists(RedisKey Key) : IRedisCommand<bool>
{
    public void Write(RespWriter writer)
    {
        writer.WriteArrayHeader(2);
        writer.WriteBulk("EXISTS"u8);
        writer.WriteKey(Key);
    }

    public static bool Read(ref RespReader reader) => reader.ReadInteger() > 0;
}
