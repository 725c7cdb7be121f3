using Sprout.Redis.Protocol;

namespace Sprout.Redis.Commands;

internal readonly record struct StringSet(RedisKey Key, RedisValue Value, TimeSpan? Expiry, When When) : IRedisCommand<bool>
{
    public void Write(RespWriter writer)
    {
        writer.WriteArrayHeader(3 + (Expiry is null ? 0 : 2) + (When == When.Always ? 0 : 1));
        writer.WriteBulk("SET"u8);
        writer.WriteKey(Key);
        writer.WriteValue(Value);
        if (Expiry is { } expiry)
        {
            writer.WriteBulk("PX"u8);
            writer.WriteBulk((long)Math.Ceiling(expiry.TotalMilliseconds));
        }

        if (When != When.Always)
            writer.WriteBulk(When == When.Exists ? "XX"u8 : "NX"u8);
    }

    // OK, or null where NX or XX forbade it.
    public static bool Read(ref RespReader reader) => reader.Type == RespType.SimpleString ? !reader.ReadLine().IsEmpty : reader.TryReadBulk(out _);
}
