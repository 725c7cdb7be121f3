using Microsoft.Extensions.Logging;
using Sprout.Redis;
using Sprout.State;

namespace Sprout.Gateway.Auth.Visitors;

/// <summary>The signing keys as this gateway knows them. They are read again at times (<see cref="CookieKeyKeeper"/>), and when a cookie names one that is not known.</summary>
internal sealed class CookieKeyRing
{
    // A flood of cookies with made-up keys costs Redis no more than this.
    private static readonly TimeSpan BetweenReadings = TimeSpan.FromSeconds(1);

    private readonly CookieKeys _store;
    private readonly VisitorOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<CookieKeyRing> _logger;
    private readonly Lock _lock = new();
    private volatile IReadOnlyList<CookieKey>? _keys;
    private Task<IReadOnlyList<CookieKey>>? _reading;
    private long _readAt;

    public CookieKeyRing(CookieKeys store, VisitorOptions options, TimeProvider time, ILogger<CookieKeyRing> logger)
    {
        _store = store;
        _options = options;
        _time = time;
        _logger = logger;
    }

    /// <summary>The key to sign with now. Throws <see cref="RedisException"/> where no key was ever read and Redis is away.</summary>
    public async ValueTask<CookieKey> SigningKeyAsync(CancellationToken cancellationToken)
    {
        var keys = _keys ?? await ReadAsync().WaitAsync(cancellationToken);
        return keys.LastOrDefault(key => key.Age >= _options.KeyPropagation) ?? keys[0];
    }

    /// <summary>A key by its id; null where there is none. Throws as <see cref="SigningKeyAsync"/> does.</summary>
    public async ValueTask<CookieKey?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var keys = _keys ?? await ReadAsync().WaitAsync(cancellationToken);
        if (Find(keys, id) is { } known)
            return known;
        if (_time.GetElapsedTime(Volatile.Read(ref _readAt)) < BetweenReadings)
            return null;
        try
        {
            return Find(await ReadAsync().WaitAsync(cancellationToken), id);
        }
        catch (RedisException exception)
        {
            _logger.LogWarning(exception, "A cookie names a signing key that is not known here, and the keys cannot be read again");
            return null;
        }
    }

    /// <summary>Reads the keys. Whoever comes while that is under way gets the same answer.</summary>
    public Task<IReadOnlyList<CookieKey>> ReadAsync()
    {
        lock (_lock)
        {
            if (_reading is not { IsCompleted: false })
            {
                Volatile.Write(ref _readAt, _time.GetTimestamp());
                _reading = ReadOnceAsync();
            }

            return _reading;
        }
    }

    private static CookieKey? Find(IReadOnlyList<CookieKey> keys, string id) => keys.FirstOrDefault(key => key.Id == id);

    private async Task<IReadOnlyList<CookieKey>> ReadOnceAsync()
    {
        var keys = await _store.ReadAsync(_options.KeyRotation, _options.KeyRetention);
        _keys = keys;
        return keys;
    }
}
