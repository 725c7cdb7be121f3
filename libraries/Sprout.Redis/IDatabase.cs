namespace Sprout.Redis;

/// <summary>
/// Commands on the shared, pipelined connection. Every call throws <see cref="RedisServerException"/> when the server refuses,
/// <see cref="RedisTimeoutException"/> when no answer came in time and <see cref="RedisConnectionException"/> when the connection broke;
/// the latter two say whether the command may have been executed. Await each call once, and leave lists given to it alone until then:
/// the tasks are used again. A cancelled call only stops waiting; the command may still be executed.
/// </summary>
public interface IDatabase
{
    /// <summary>GET: the value, or null where the key is absent.</summary>
    ValueTask<RedisValue> StringGetAsync(RedisKey key, CancellationToken cancellationToken = default);

    /// <summary>MGET: one value per key, in order, null where absent.</summary>
    ValueTask<RedisValue[]> StringGetAsync(IReadOnlyList<RedisKey> keys, CancellationToken cancellationToken = default);

    /// <summary>SET [PX expiry] [NX|XX]: whether the value was set.</summary>
    ValueTask<bool> StringSetAsync(RedisKey key, RedisValue value, TimeSpan? expiry = null, When when = When.Always, CancellationToken cancellationToken = default);

    /// <summary>DEL: whether there was a key.</summary>
    ValueTask<bool> KeyDeleteAsync(RedisKey key, CancellationToken cancellationToken = default);

    /// <summary>EXISTS.</summary>
    ValueTask<bool> KeyExistsAsync(RedisKey key, CancellationToken cancellationToken = default);

    /// <summary>XADD: the new entry's id.</summary>
    ValueTask<string> StreamAddAsync(RedisKey key, IReadOnlyList<NameValueEntry> values, long? maxLength = null, bool useApproximateMaxLength = true, CancellationToken cancellationToken = default);

    /// <summary>XRANGE from <paramref name="minId"/> to <paramref name="maxId"/>, both included (<c>(</c> before an id excludes it), oldest first.</summary>
    ValueTask<StreamEntry[]> StreamRangeAsync(RedisKey key, string minId = "-", string maxId = "+", int? count = null, CancellationToken cancellationToken = default);

    /// <summary>EVALSHA, and EVAL where the server does not know the script.</summary>
    ValueTask<RedisResult> ScriptEvaluateAsync(RedisScript script, IReadOnlyList<RedisKey> keys, IReadOnlyList<RedisValue> values, CancellationToken cancellationToken = default);

    /// <summary>Any command. Not for those that block or change the connection (BLPOP, SUBSCRIBE, SELECT, MULTI, …).</summary>
    ValueTask<RedisResult> ExecuteAsync(string command, IReadOnlyList<RedisValue> arguments, CancellationToken cancellationToken = default);
}
