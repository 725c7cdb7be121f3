using System.Runtime.CompilerServices;
using Sprout.Redis.Commands;
using Sprout.Redis.Connections;

namespace Sprout.Redis;

/// <summary>Each command beside its sender.</summary>
internal sealed class RedisDatabase(SharedConnection connection) : IDatabase
{
    private readonly CommandSender<StringGet, RedisValue> _get = new(connection);
    private readonly CommandSender<StringGetMany, RedisValue[]> _getMany = new(connection);
    private readonly CommandSender<StringSet, bool> _set = new(connection);
    private readonly CommandSender<KeyDelete, bool> _delete = new(connection);
    private readonly CommandSender<KeyExists, bool> _exists = new(connection);
    private readonly CommandSender<StreamAdd, string> _streamAdd = new(connection);
    private readonly CommandSender<StreamRange, StreamEntry[]> _streamRange = new(connection);
    private readonly CommandSender<ScriptEvaluate, RedisResult> _script = new(connection);
    private readonly CommandSender<AnyCommand, RedisResult> _any = new(connection);

    /// <inheritdoc/>
    public ValueTask<RedisValue> StringGetAsync(RedisKey key, CancellationToken cancellationToken = default) =>
        _get.SendAsync(new(key), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<RedisValue[]> StringGetAsync(IReadOnlyList<RedisKey> keys, CancellationToken cancellationToken = default) =>
        _getMany.SendAsync(new(keys), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> StringSetAsync(RedisKey key, RedisValue value, TimeSpan? expiry = null, When when = When.Always, CancellationToken cancellationToken = default) =>
        _set.SendAsync(new(key, value, expiry, when), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> KeyDeleteAsync(RedisKey key, CancellationToken cancellationToken = default) =>
        _delete.SendAsync(new(key), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> KeyExistsAsync(RedisKey key, CancellationToken cancellationToken = default) =>
        _exists.SendAsync(new(key), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<string> StreamAddAsync(RedisKey key, IReadOnlyList<NameValueEntry> values, long? maxLength = null, bool useApproximateMaxLength = true, CancellationToken cancellationToken = default) =>
        _streamAdd.SendAsync(new(key, values, maxLength, useApproximateMaxLength), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<StreamEntry[]> StreamRangeAsync(RedisKey key, string minId = "-", string maxId = "+", int? count = null, CancellationToken cancellationToken = default) =>
        _streamRange.SendAsync(new(key, minId, maxId, count), cancellationToken);

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<RedisResult> ScriptEvaluateAsync(RedisScript script, IReadOnlyList<RedisKey> keys, IReadOnlyList<RedisValue> values, CancellationToken cancellationToken = default)
    {
        try
        {
            return await _script.SendAsync(new(script, BySha: true, keys, values), cancellationToken);
        }
        catch (RedisServerException exception) when (exception.Code == "NOSCRIPT")
        {
            // Nothing has run: the server refuses before the first line. EVAL runs it and remembers it.
            return await _script.SendAsync(new(script, BySha: false, keys, values), cancellationToken);
        }
    }

    /// <inheritdoc/>
    public ValueTask<RedisResult> ExecuteAsync(string command, IReadOnlyList<RedisValue> arguments, CancellationToken cancellationToken = default) =>
        _any.SendAsync(new(command, arguments), cancellationToken);
}
