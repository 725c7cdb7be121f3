using Sprout.Redis.Protocol;

namespace Sprout.Redis.Commands;

internal readonly record struct StreamAdd(RedisKey Key, IReadOnlyList<NameValueEntry> Values, long? MaxLength, bool Approximate) : IRedisCommand<string>
{
    public void Write(RespWriter writer)
    {
        Arguments.ThrowIfEmpty(Values);
        var trimming = MaxLength is null ? 0 : Approximate ? 3 : 2;
        writer.WriteArrayHeader(3 + trimming + (2 * Values.Count));
        writer.WriteBulk("XADD"u8);
        writer.WriteKey(Key);
        if (MaxLength is { } maxLength)
        {
            writer.WriteBulk("MAXLEN"u8);
            if (Approximate)
                writer.WriteBulk("~"u8);
            writer.WriteBulk(maxLength);
        }

        writer.WriteBulk("*"u8);
        for (var i = 0; i < Values.Count; i++) // by index: an enumerator behind an interface is an allocation
        {
            writer.WriteBulk(Values[i].Name);
            writer.WriteValue(Values[i].Value);
        }
    }

    public static string Read(ref RespReader reader) => reader.ReadText();
}
