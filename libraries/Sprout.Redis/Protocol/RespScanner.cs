namespace Sprout.Redis.Protocol;

/// <summary>
/// Finds where a reply ends while its bytes are still coming in, and refuses what breaks the protocol or a limit.
/// It goes on where it stopped, so that a long array is looked at once, however many reads it takes.
/// </summary>
internal sealed class RespScanner(RespLimits limits)
{
    private readonly int[] _missing = new int[limits.MaxDepth];
    private int _depth;
    private int _position;

    /// <summary>
    /// Looks at the bytes from the start of a reply. True with the reply's length once it is whole; then the next call begins the next reply.
    /// Throws <see cref="RedisProtocolException"/> for anything that is no RESP2 or exceeds a limit.
    /// </summary>
    public bool TryScan(ReadOnlySpan<byte> bytes, out int length)
    {
        while (TryElement(bytes[_position..], out var elementLength, out var items))
        {
            _position += elementLength;
            if (items > 0)
                Open(items);
            else if (Close())
            {
                length = _position;
                _position = 0;
                return true;
            }
        }

        if (bytes.Length > limits.MaxReplyLength)
            throw new RedisProtocolException($"A reply is longer than {limits.MaxReplyLength} bytes.");
        length = 0;
        return false;
    }

    private void Open(int items)
    {
        if (_depth == _missing.Length)
            throw new RedisProtocolException($"A reply nests arrays deeper than {limits.MaxDepth}.");
        _missing[_depth++] = items;
    }

    private bool Close()
    {
        while (_depth > 0 && --_missing[_depth - 1] == 0)
            _depth--;
        return _depth == 0;
    }

    // An array counts as the element that its first line is; its items are elements of their own.
    private bool TryElement(ReadOnlySpan<byte> bytes, out int length, out int items)
    {
        length = items = 0;
        if (!TryLine(bytes, out var line))
            return false;

        length = line.Length + 2;
        switch ((RespType)line[0])
        {
            case RespType.Integer when !RespNumber.TryParse(line[1..], out _):
                throw new RedisProtocolException("An integer reply is no integer.");
            case RespType.BulkString:
                return TryBody(bytes, Size(line, limits.MaxBulkLength), ref length);
            case RespType.Array:
                items = Math.Max(0, Size(line, limits.MaxArrayLength));
                return true;
            default:
                return true;
        }
    }

    private bool TryLine(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> line)
    {
        line = default;
        if (bytes.IsEmpty)
            return false;
        if ((RespType)bytes[0] is not (RespType.SimpleString or RespType.Error or RespType.Integer or RespType.BulkString or RespType.Array))
            throw new RedisProtocolException($"No reply begins with byte 0x{bytes[0]:x2}. Is this a Redis port?");

        var end = bytes[..Math.Min(bytes.Length, limits.MaxLineLength + 2)].IndexOf((byte)'\n');
        if (end < 0)
            return bytes.Length < limits.MaxLineLength + 2 ? false : throw new RedisProtocolException($"A line of a reply is longer than {limits.MaxLineLength} bytes.");
        if (bytes[end - 1] != (byte)'\r' || end == 1)
            throw new RedisProtocolException("A line of a reply does not end in CR LF.");
        line = bytes[..(end - 1)];
        return true;
    }

    private static int Size(ReadOnlySpan<byte> line, int limit)
    {
        if (!RespNumber.TryParse(line[1..], out var size) || size < -1)
            throw new RedisProtocolException("The length of a string or array is none.");
        return size <= limit ? (int)size : throw new RedisProtocolException($"A string or array of length {size} exceeds the limit of {limit}.");
    }

    private static bool TryBody(ReadOnlySpan<byte> bytes, int size, ref int length)
    {
        if (size < 0)
            return true;
        var body = length;
        if (bytes.Length - body < (long)size + 2)
            return false;
        if (bytes[body + size] != (byte)'\r' || bytes[body + size + 1] != (byte)'\n')
            throw new RedisProtocolException("A string does not end where its length says.");
        length += size + 2;
        return true;
    }
}
