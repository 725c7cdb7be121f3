using Sprout.Redis.Protocol;

namespace Sprout.Redis.Commands;

internal readonly record struct AnyCommand(string Name, params IReadOnlyList<RedisValue> Arguments) : IRedisCommand<RedisResult>
{
    public void Write(RespWriter writer)
    {
        writer.WriteArrayHeader(1 + Arguments.Count);
        writer.WriteBulk(Name);
        for (var i = 0; i < Arguments.Count; i++)
            writer.WriteValue(Arguments[i]);
    }

    public static RedisResult Read(ref RespReader reader) => reader.ReadResult();
}
