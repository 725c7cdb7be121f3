using System.Text;
using Sprout.Redis.Protocol;

namespace Sprout.Redis.Commands;

/// <summary>
/// The fields of a stream's entry. Readers of streams live on this path, so an entry costs one array for all its values,
/// and takes the names from the entry before where they are the same.
/// </summary>
internal static class StreamFields
{
    public static IReadOnlyList<NameValueEntry> Read(ref RespReader reader, IReadOnlyList<NameValueEntry> before)
    {
        // A deleted entry that is still pending has a null array in place of its fields.
        var fields = Replies.NewArray<NameValueEntry>(reader.ReadArrayHeader() / 2);
        var bytes = new byte[TotalLength(reader, fields.Length)];
        var position = 0;
        for (var i = 0; i < fields.Length; i++)
        {
            var name = ReadName(ref reader, before);
            var value = TakeValue(ref reader);
            value.CopyTo(bytes.AsSpan(position));
            fields[i] = new(name, new RedisValue(bytes.AsMemory(position, value.Length)));
            position += value.Length;
        }

        return fields;
    }

    // The reader is a copy: this looks ahead.
    private static int TotalLength(RespReader reader, int count)
    {
        var length = 0;
        for (var i = 0; i < count; i++)
        {
            _ = TakeValue(ref reader);
            length += TakeValue(ref reader).Length;
        }

        return length;
    }

    private static string ReadName(ref RespReader reader, IReadOnlyList<NameValueEntry> before)
    {
        var bytes = TakeValue(ref reader);
        for (var i = 0; i < before.Count; i++)
        {
            if (Ascii.Equals(bytes, before[i].Name))
                return before[i].Name;
        }

        return Encoding.UTF8.GetString(bytes);
    }

    private static ReadOnlySpan<byte> TakeValue(ref RespReader reader) =>
        reader.TryReadBulk(out var bytes) ? bytes : throw new RedisProtocolException("A field of a stream's entry is null.");
}
