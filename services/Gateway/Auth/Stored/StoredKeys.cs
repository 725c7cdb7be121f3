using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Sprout.Redis;
using Sprout.State;

namespace Sprout.Gateway.Auth.Stored;

/// <summary>
/// The keys in Redis as this gateway sees them: what it has read is true for a while, also that there is no such key, and requests that wait for
/// the same key read it once. So a flood of one wrong key costs nothing, and one of many cannot push out those that are good.
/// </summary>
internal sealed class StoredKeys
{
    // Who asks a Redis that is away waits; not everybody must.
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromSeconds(1);

    // How long a key that was good a moment ago waits to hear whether it still is.
    private static readonly TimeSpan PatienceWithKnown = TimeSpan.FromMilliseconds(500);

    private readonly ApiKeyHasher? _hasher;
    private readonly ApiKeyStore _store;
    private readonly StoredKeyOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<StoredKeys> _logger;
    private readonly BoundedCache<string, (ApiKeyRecord Record, long ReadAt)> _known;
    private readonly BoundedCache<string, long> _unknown;
    private readonly BoundedCache<string, long> _used;
    private readonly ConcurrentDictionary<string, Lazy<Task<ApiKeyRecord?>>> _reading = new();
    private Failure? _failure;

    public StoredKeys(ApiKeyStore store, StoredKeyOptions options, TimeProvider time, ILogger<StoredKeys> logger, ApiKeyHasher? hasher = null)
    {
        (_store, _options, _time, _logger, _hasher) = (store, options, time, logger, hasher);
        (_known, _unknown, _used) = (new(options.CacheSize), new(options.CacheSize), new(options.CacheSize));
    }

    /// <summary>
    /// The record of a key, whatever its state; null where there is none. Throws <see cref="RedisException"/> when that is not known and Redis cannot be asked.
    /// </summary>
    public async ValueTask<ApiKeyRecord?> FindAsync(string key, CancellationToken cancellationToken)
    {
        if (_hasher is null || !ApiKeyHasher.LooksLikeKey(key))
            return null;
        var hash = _hasher.Hash(key);
        if (_known.TryGet(hash, out var known) && IsWithin(_options.CacheTime, known.ReadAt))
            return known.Record;
        if (_unknown.TryGet(hash, out var readAt) && IsWithin(_options.CacheTime, readAt))
            return null;
        if (known.Record is null || !IsWithin(_options.StaleTime, known.ReadAt))
            return await ReadAsync(hash).WaitAsync(cancellationToken);
        try
        {
            return await ReadAsync(hash).WaitAsync(PatienceWithKnown, _time, cancellationToken);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            return known.Record;
        }
    }

    /// <summary>Notes that a key has let somebody in, in the background.</summary>
    public void Touch(ApiKeyRecord record)
    {
        var now = _time.GetTimestamp();
        if (_used.SetUnless(record.Hash, now, at => IsWithin(TimeSpan.FromMinutes(1), at)))
            _ = TouchAsync(record);
    }

    private async Task TouchAsync(ApiKeyRecord record)
    {
        try
        {
            await _store.TouchAsync(record.Hash);
        }
        catch (RedisException exception)
        {
            _logger.LogDebug(exception, "The use of the key {Name} is not noted", record.Name);
        }
    }

    private Task<ApiKeyRecord?> ReadAsync(string hash)
    {
        if (Volatile.Read(ref _failure) is { } failure && IsWithin(BetweenAttempts, failure.At))
            return Task.FromException<ApiKeyRecord?>(new RedisException("Redis could not be asked for API keys a moment ago", failure.Exception));
        return _reading.GetOrAdd(hash, (wanted, keys) => new(() => keys.ReadOnceAsync(wanted)), this).Value;
    }

    private async Task<ApiKeyRecord?> ReadOnceAsync(string hash)
    {
        // Whoever made the entry must have put it there before it is taken out.
        await Task.Yield();
        try
        {
            var readAt = _time.GetTimestamp();
            var record = await _store.FindAsync(hash);
            if (record is null)
            {
                _known.Remove(hash);
                _unknown.Set(hash, readAt);
            }
            else
            {
                _unknown.Remove(hash);
                _known.Set(hash, (record, readAt));
            }

            return record;
        }
        catch (RedisException exception)
        {
            Volatile.Write(ref _failure, new(_time.GetTimestamp(), exception));
            _logger.LogWarning(exception, "An API key cannot be looked up; keys that were good before go on for {StaleTime}", _options.StaleTime);
            throw;
        }
        finally
        {
            _reading.TryRemove(hash, out _);
        }
    }

    private bool IsWithin(TimeSpan time, long since) => _time.GetElapsedTime(since) < time;

    private sealed record Failure(long At, RedisException Exception);
}
