using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Sprout.Redis.Protocol;

/// <summary>Writes commands, arrays of strings, one after the other into a pooled buffer. Not for several threads at once.</summary>
internal sealed class RespWriter
{
    private const int InitialCapacity = 16 * 1024;
    private const int CapacityToKeep = 1024 * 1024;
    private const int LongestHeader = 24;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialCapacity);

    /// <summary>Bytes written so far.</summary>
    public int Length { get; private set; }

    /// <summary>What was written, until the next change.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, Length);

    /// <summary>Begins a command of so many strings.</summary>
    public void WriteArrayHeader(int count) => WriteHeader((byte)'*', count);

    /// <summary>A string of these bytes.</summary>
    public void WriteBulk(ReadOnlySpan<byte> bytes)
    {
        WriteHeader((byte)'$', bytes.Length);
        Reserve(bytes.Length + 2);
        bytes.CopyTo(_buffer.AsSpan(Length));
        Length += bytes.Length;
        EndLine();
    }

    /// <summary>A string of this text in UTF-8.</summary>
    public void WriteBulk(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        WriteHeader((byte)'$', length);
        Reserve(length + 2);
        Length += Encoding.UTF8.GetBytes(text, _buffer.AsSpan(Length));
        EndLine();
    }

    /// <summary>A string of this number's digits.</summary>
    public void WriteBulk(long number)
    {
        Span<byte> digits = stackalloc byte[20];
        _ = Utf8Formatter.TryFormat(number, digits, out var length);
        WriteBulk(digits[..length]);
    }

    /// <summary>Forgets what was written after <see cref="Length"/> was so much.</summary>
    public void Truncate(int length) => Length = Math.Min(Length, length);

    /// <summary>Forgets everything, and gives back a buffer that one large command has made large.</summary>
    public void Clear()
    {
        Length = 0;
        if (_buffer.Length <= CapacityToKeep)
            return;
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = ArrayPool<byte>.Shared.Rent(InitialCapacity);
    }

    /// <summary>Gives the buffer back; the writer is of no more use.</summary>
    public void Release()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        Length = 0;
    }

    private void WriteHeader(byte type, int value)
    {
        Reserve(LongestHeader);
        _buffer[Length++] = type;
        _ = Utf8Formatter.TryFormat(value, _buffer.AsSpan(Length), out var digits);
        Length += digits;
        EndLine();
    }

    private void EndLine()
    {
        _buffer[Length++] = (byte)'\r';
        _buffer[Length++] = (byte)'\n';
    }

    private void Reserve(int count)
    {
        if (_buffer.Length - Length >= count)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(checked((int)Math.Max(Length + (long)count, Math.Min(2L * _buffer.Length, Array.MaxLength))));
        _buffer.AsSpan(0, Length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
