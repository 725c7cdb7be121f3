namespace Sprout.Redis;

/// <summary>How much of a reply is believed. Beyond any of these the connection is torn down with a <see cref="RedisProtocolException"/>.</summary>
public sealed record RespLimits
{
    /// <summary>Bytes of one string; Redis' own <c>proto-max-bulk-len</c> is 512 MB too.</summary>
    public int MaxBulkLength { get; init; } = 512 * 1024 * 1024;

    /// <summary>Items of one array.</summary>
    public int MaxArrayLength { get; init; } = 1024 * 1024;

    /// <summary>Arrays within arrays. Replies of Redis' own commands stay well below ten.</summary>
    public int MaxDepth { get; init; } = 32;

    /// <summary>Bytes of one status, error, number or length, its type included.</summary>
    public int MaxLineLength { get; init; } = 64 * 1024;

    /// <summary>Bytes of one reply with everything in it.</summary>
    public int MaxReplyLength { get; init; } = 1024 * 1024 * 1024;
}
