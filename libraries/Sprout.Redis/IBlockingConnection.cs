namespace Sprout.Redis;

/// <summary>A connection for one reader whose reads wait on the server. One read at a time.</summary>
public interface IBlockingConnection : IAsyncDisposable
{
    /// <summary>
    /// XREAD COUNT BLOCK: entries after <paramref name="afterId"/> (<c>$</c> for new ones only), at least one, or none when
    /// <paramref name="block"/> has passed. Cancelling ends the wait at once.
    /// </summary>
    ValueTask<StreamEntry[]> StreamReadAsync(RedisKey key, string afterId, int count, TimeSpan block, CancellationToken cancellationToken = default);
}
