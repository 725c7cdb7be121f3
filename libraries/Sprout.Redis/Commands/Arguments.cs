using Sprout.Redis.Protocol;

namespace Sprout.Redis.Commands;

/// <summary>How our own types become arguments of a command.</summary>
internal static class Arguments
{
    public static void WriteKey(this RespWriter writer, RedisKey key) =>
        writer.WriteBulk(key.Name ?? throw new ArgumentException("A key without a name is none.", nameof(key)));

    public static void ThrowIfEmpty(IReadOnlyList<NameValueEntry> values)
    {
        if (values.Count == 0)
            throw new ArgumentException("A stream entry needs a field.", nameof(values));
    }

    // RESP2 has no null in commands: a server would end the connection over it.
    public static void WriteValue(this RespWriter writer, RedisValue value)
    {
        if (value.IsNull)
            throw new ArgumentException("Null cannot be sent to Redis; leave the value out, or send the empty string.", nameof(value));
        writer.WriteBulk(value.Memory.Span);
    }
}
