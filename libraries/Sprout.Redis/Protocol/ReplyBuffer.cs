using System.Buffers;

namespace Sprout.Redis.Protocol;

/// <summary>The bytes received and not yet taken, in one pooled array, cut into replies. Not for several threads at once.</summary>
internal sealed class ReplyBuffer(RespLimits limits)
{
    private const int InitialCapacity = 32 * 1024;
    private const int CapacityToKeep = 1024 * 1024;

    private readonly RespScanner _scanner = new(limits);
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialCapacity);
    private int _start;
    private int _end;

    /// <summary>
    /// Room for the next read; replies taken before are gone with this call. It grows as bytes arrive, never by what a reply claims to be.
    /// </summary>
    public Memory<byte> GetMemory()
    {
        if (_start == _end)
        {
            _start = _end = 0;
            if (_buffer.Length > CapacityToKeep)
                Move(InitialCapacity);
        }

        if (_end == _buffer.Length)
            Move(_end - _start > _buffer.Length / 2 ? (int)Math.Min(2L * _buffer.Length, Array.MaxLength) : _buffer.Length);
        return _buffer.AsMemory(_end);
    }

    /// <summary>So many bytes were read into what <see cref="GetMemory"/> gave.</summary>
    public void Advance(int count) => _end += count;

    /// <summary>
    /// The next whole reply, valid until <see cref="GetMemory"/> is called. Throws <see cref="RedisProtocolException"/> as <see cref="RespScanner"/> does.
    /// </summary>
    public bool TryTake(out ReadOnlySpan<byte> reply)
    {
        var bytes = _buffer.AsSpan(_start, _end - _start);
        var found = _scanner.TryScan(bytes, out var length);
        reply = bytes[..length];
        _start += length;
        return found;
    }

    /// <summary>Gives the buffer back. Only when nothing reads into it any more.</summary>
    public void Release()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _start = _end = 0;
    }

    private void Move(int capacity)
    {
        var bytes = _buffer.AsSpan(_start, _end - _start);
        var target = capacity == _buffer.Length ? _buffer : ArrayPool<byte>.Shared.Rent(capacity);
        bytes.CopyTo(target);
        (_start, _end) = (0, bytes.Length);
        if (target == _buffer)
            return;
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = target;
    }
}
