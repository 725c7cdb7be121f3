namespace Sprout.Redis;

/// <summary>The kinds of reply in RESP2; an error never becomes a result at the top level, but may stand inside an array.</summary>
public enum RedisResultType
{
    /// <summary>A status such as <c>OK</c>.</summary>
    SimpleString,

    /// <summary>An error inside an array.</summary>
    Error,

    /// <summary>A signed 64-bit integer.</summary>
    Integer,

    /// <summary>Bytes, or null.</summary>
    BulkString,

    /// <summary>Items, or null.</summary>
    Array,
}
