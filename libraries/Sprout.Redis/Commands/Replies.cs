using System.Text;
using Sprout.Redis.Protocol;

namespace Sprout.Redis.Commands;

/// <summary>How replies become our own types; whatever is kept is copied out of the receive buffer here.</summary>
internal static class Replies
{
    public static RedisValue ReadValue(this ref RespReader reader) => reader.TryReadBulk(out var bytes) ? Copy(bytes) : RedisValue.Null;

    public static string ReadText(this ref RespReader reader) =>
        reader.TryReadBulk(out var bytes) ? Encoding.UTF8.GetString(bytes) : throw new RedisProtocolException("Expected a string, not null.");

    public static string ReadStatus(this ref RespReader reader) => Encoding.UTF8.GetString(reader.ReadLine());

    /// <summary>Items of a stream as XRANGE gives them: id and fields. A null array is none.</summary>
    public static StreamEntry[] ReadEntries(this ref RespReader reader)
    {
        var entries = NewArray<StreamEntry>(reader.ReadArrayHeader());
        IReadOnlyList<NameValueEntry> fields = [];
        for (var i = 0; i < entries.Length; i++)
        {
            Expect(reader.ReadArrayHeader(), 2);
            var id = reader.ReadText();
            fields = StreamFields.Read(ref reader, fields);
            entries[i] = new(id, fields);
        }

        return entries;
    }

    public static RedisResult ReadResult(this ref RespReader reader)
    {
        switch (reader.Type)
        {
            case RespType.SimpleString:
                return RedisResult.Create(Copy(reader.ReadLine()), RedisResultType.SimpleString);
            case RespType.Error:
                return RedisResult.Create(Copy(reader.ReadLine()), RedisResultType.Error);
            case RespType.Integer:
                return RedisResult.Create(reader.ReadInteger(), RedisResultType.Integer);
            case RespType.BulkString:
                return RedisResult.Create(reader.ReadValue(), RedisResultType.BulkString);
            default:
                var length = reader.ReadArrayHeader();
                var items = length < 0 ? null : NewArray<RedisResult>(length);
                for (var i = 0; i < length; i++)
                    items![i] = reader.ReadResult();
                return RedisResult.Create(items);
        }
    }

    public static T[] NewArray<T>(int length) => length <= 0 ? [] : new T[length];

    public static void Expect(int length, int expected)
    {
        if (length != expected)
            throw new RedisProtocolException($"Expected an array of {expected}, not of {length}.");
    }

    private static RedisValue Copy(ReadOnlySpan<byte> bytes) => bytes.ToArray();
}
