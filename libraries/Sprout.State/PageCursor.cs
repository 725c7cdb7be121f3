using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;

namespace Sprout.State;

/// <summary>
/// A place in a list that is ordered by creation time and id: after the last one read, whether that is still there or not.
/// </summary>
/// <param name="CreatedAt">When the last one read was created, Unix microseconds.</param>
/// <param name="Last">Its id.</param>
public sealed record PageCursor(long CreatedAt, Guid Last)
{
    private const int ByteCount = 24;
    private const int TextLength = 32;

    /// <summary>Before the newest.</summary>
    public static PageCursor Start { get; } = new(long.MaxValue, Guid.Empty);

    /// <summary>Opaque text for clients: 32 characters that need no escaping in a URL.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[ByteCount];
        BinaryPrimitives.WriteInt64BigEndian(bytes, CreatedAt);
        Last.TryWriteBytes(bytes[sizeof(long)..], bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads what <see cref="ToString"/> wrote; false, and the start, for anything else.</summary>
    public static bool TryParse(string? text, out PageCursor cursor)
    {
        cursor = Start;
        Span<byte> bytes = stackalloc byte[ByteCount];
        // White space is skipped by the decoder, so the number of bytes counts too.
        if (text?.Length != TextLength || Base64Url.DecodeFromChars(text, bytes, out _, out var written) != OperationStatus.Done || written != ByteCount)
            return false;
        var createdAt = BinaryPrimitives.ReadInt64BigEndian(bytes);
        if (createdAt < 0)
            return false;
        cursor = new(createdAt, new(bytes[sizeof(long)..], bigEndian: true));
        return true;
    }
}
