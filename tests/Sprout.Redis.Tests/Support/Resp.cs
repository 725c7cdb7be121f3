using System.Text;
using Sprout.Redis.Commands;
using Sprout.Redis.Protocol;

namespace Sprout.Redis.Tests.Support;

/// <summary>Replies as a server writes them, and the way they take through the receive buffer.</summary>
internal static class Resp
{
    public static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    public static byte[] Encode(RedisResult reply)
    {
        var bytes = new List<byte>();
        Encode(reply, bytes);
        return [.. bytes];
    }

    /// <summary>Feeds the bytes in chunks of these sizes, the last of which repeats, and takes every reply as soon as it is whole.</summary>
    public static List<RedisResult> Feed(byte[] bytes, RespLimits limits, params int[] chunks)
    {
        var buffer = new ReplyBuffer(limits);
        var replies = new List<RedisResult>();
        for (int position = 0, i = 0; position < bytes.Length; i++)
        {
            var room = buffer.GetMemory();
            var count = Math.Min(Math.Min(chunks[Math.Min(i, chunks.Length - 1)], room.Length), bytes.Length - position);
            bytes.AsMemory(position, count).CopyTo(room);
            buffer.Advance(count);
            position += count;
            while (buffer.TryTake(out var reply))
                replies.Add(Read(reply));
        }

        return replies;
    }

    private static RedisResult Read(ReadOnlySpan<byte> reply)
    {
        var reader = new RespReader(reply);
        return reader.ReadResult();
    }

    private static void Encode(RedisResult reply, List<byte> bytes)
    {
        switch (reply.Type)
        {
            case RedisResultType.Array when reply.IsNull:
                bytes.AddRange("*-1\r\n"u8);
                break;
            case RedisResultType.Array:
                bytes.AddRange(Bytes($"*{reply.Length}\r\n"));
                foreach (var item in reply.Items)
                    Encode(item, bytes);
                break;
            case RedisResultType.BulkString when reply.IsNull:
                bytes.AddRange("$-1\r\n"u8);
                break;
            case RedisResultType.BulkString:
                var value = ((RedisValue)reply).Memory;
                bytes.AddRange(Bytes($"${value.Length}\r\n"));
                bytes.AddRange(value.Span);
                bytes.AddRange("\r\n"u8);
                break;
            default:
                bytes.Add((byte)(reply.Type switch { RedisResultType.Integer => ':', RedisResultType.Error => '-', _ => '+' }));
                bytes.AddRange(((RedisValue)reply).Memory.Span);
                bytes.AddRange("\r\n"u8);
                break;
        }
    }
}
