namespace Sprout.Redis.Protocol;

/// <summary>
/// Walks through one whole reply, as <see cref="RespScanner"/> has found it, without copying. Reading a shape that is not there throws
/// <see cref="RedisProtocolException"/>; the spans are those of the receive buffer and live as long as the call.
/// </summary>
internal ref struct RespReader(ReadOnlySpan<byte> reply)
{
    private readonly ReadOnlySpan<byte> _reply = reply;
    private int _position;

    /// <summary>The type of the element that comes next.</summary>
    public readonly RespType Type => _position < _reply.Length ? (RespType)_reply[_position] : throw new RedisProtocolException("The reply has no more elements.");

    /// <summary>The text of a status or an error.</summary>
    public ReadOnlySpan<byte> ReadLine()
    {
        if (Type is not (RespType.SimpleString or RespType.Error))
            throw Unexpected("a status");
        return TakeLine();
    }

    /// <summary>An integer.</summary>
    public long ReadInteger() => Type == RespType.Integer ? TakeNumber() : throw Unexpected("an integer");

    /// <summary>The bytes of a string; false for Redis' null, be it a null string or a null array.</summary>
    public bool TryReadBulk(out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (Type is not (RespType.BulkString or RespType.Array))
            throw Unexpected("a string");
        var isArray = Type == RespType.Array;
        var length = (int)TakeNumber();
        if (length < 0)
            return false;
        if (isArray)
            throw new RedisProtocolException("Expected a string, not an array.");
        bytes = _reply.Slice(_position, length);
        _position += length + 2;
        return true;
    }

    /// <summary>How many items follow; -1 for a null array.</summary>
    public int ReadArrayHeader() => Type == RespType.Array ? (int)TakeNumber() : throw Unexpected("an array");

    private long TakeNumber() =>
        RespNumber.TryParse(TakeLine(), out var number) ? number : throw new RedisProtocolException("A number of the reply is none.");

    private ReadOnlySpan<byte> TakeLine()
    {
        var rest = _reply[(_position + 1)..];
        var end = rest.IndexOf((byte)'\n');
        _position += end + 2;
        return rest[..(end - 1)];
    }

    private readonly RedisProtocolException Unexpected(string expected) => new($"Expected {expected}, not {Type}.");
}
