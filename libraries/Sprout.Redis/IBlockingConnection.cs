namespace Sprout.Redis;

/// <summary>
/// A connection for one reader whose reads wait on the server. One read at a time. It reconnects by itself: a read after a broken one makes a new connection.
/// <para>Errors are those of <see cref="IDatabase"/>. Where <c>MayHaveExecuted</c> of a <see cref="RedisConnectionException"/> or
/// <see cref="RedisTimeoutException"/> is true, and after a <see cref="RedisProtocolException"/>, a group may count entries as delivered
/// that the caller never saw: they are pending, and a read from position 0 shows them.</para>
/// <para>Cancelling ends the wait with CLIENT UNBLOCK, sent on the shared connection, and so needs the right to it. What the server hands over in that
/// moment is returned, not lost; otherwise the read throws <see cref="OperationCanceledException"/> and the connection stays. Only when the server has not
/// answered within a second is the connection dropped, and entries that it may just have handed to a group stay pending there.</para>
/// <para>Disposing ends a read in the same way, with <see cref="ObjectDisposedException"/> where nothing came, and returns once it has ended.</para>
/// </summary>
public interface IBlockingConnection : IAsyncDisposable
{
    /// <summary>
    /// XREAD COUNT BLOCK: entries after <paramref name="afterId"/> (<c>$</c> for new ones only), at least one, or none when
    /// <paramref name="block"/> has passed.
    /// </summary>
    ValueTask<StreamEntry[]> StreamReadAsync(RedisKey key, string afterId, int count, TimeSpan block, CancellationToken cancellationToken = default);

    /// <summary>
    /// XREADGROUP GROUP COUNT BLOCK. From position <c>&gt;</c>: entries that the group has given to nobody yet, at least one, or none when
    /// <paramref name="block"/> has passed; they are pending until acknowledged. From an id: the consumer's own pending entries after it, without waiting,
    /// where those that are no longer in the stream are <see cref="StreamEntry.IsDeleted"/>.
    /// <see cref="RedisServerException.Code"/> is <c>NOGROUP</c> when there is no such stream or group, also while it waits, and <c>UNBLOCKED</c>
    /// on servers that so report a stream deleted under a read that waits.
    /// </summary>
    ValueTask<StreamEntry[]> StreamReadGroupAsync(
        RedisKey key, string groupName, string consumerName, string position, int count, TimeSpan block, CancellationToken cancellationToken = default);
}
