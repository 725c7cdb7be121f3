using Sprout.Redis.Protocol;

namespace Sprout.Redis.Commands;

/// <summary>EVALSHA, or EVAL, which also makes the server remember the script.</summary>
internal readonly record struct ScriptEvaluate(RedisScript Script, bool BySha, IReadOnlyList<RedisKey> Keys, IReadOnlyList<RedisValue> Values) : IRedisCommand<RedisResult>
{
    public void Write(RespWriter writer)
    {
        writer.WriteArrayHeader(3 + Keys.Count + Values.Count);
        writer.WriteBulk(BySha ? "EVALSHA"u8 : "EVAL"u8);
        writer.WriteBulk(BySha ? Script.Sha1 : Script.Body);
        writer.WriteBulk(Keys.Count);
        for (var i = 0; i < Keys.Count; i++)
            writer.WriteKey(Keys[i]);
        for (var i = 0; i < Values.Count; i++)
            writer.WriteValue(Values[i]);
    }

    public static RedisResult Read(ref RespReader reader) => reader.ReadResult();
}
