using Sprout.Contracts;
using Sprout.Redis;
using Sprout.State;

namespace Sprout.Captcha.Tracks;

/// <summary>
/// The shapes of the last tracks that passed, in a stream in Redis that every process keeps a copy of. A track is added first and then compared with those
/// before it, so that of two copies sent at once one is found, whichever processes they reach.
/// </summary>
internal sealed class TrackMemory : IDisposable
{
    // Two tracks are one when x is beside by no more than this share of the way, and y so much alike; what was sampled again may be further
    // away when y is nearly the same. docs/captcha.md has how far people are from each other.
    private const float SameWay = 0.0039f;
    private const float SameY = 0.85f;
    private const float NearWay = 0.006f;
    private const float NearlySameY = 0.975f;

    // KEYS: the stream. ARGV: shape, how many are kept, for how long (milliseconds).
    private static readonly RedisScript Add = new("""
        local id = redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[2], '*', 'shape', ARGV[1])
        redis.call('PEXPIRE', KEYS[1], ARGV[3])
        return id
        """);

    private readonly IDatabase _database;
    private readonly TrackOptions _options;
    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly Queue<(string Id, TrackShape Shape)> _known = [];
    private string _last = "-";

    public TrackMemory(IDatabase database, CaptchaOptions options) => (_database, _options) = (database, options.Track);

    /// <summary>Whether such a track was sent before; it is remembered in either case.</summary>
    public async Task<bool> HasSeenAsync(IReadOnlyList<TrackPoint> track, CancellationToken cancellationToken)
    {
        if (_options.Memory == 0)
            return false;
        var shape = TrackShape.Of(track);
        var id = ((string?)await _database.ScriptEvaluateAsync(
            Add, [SproutKeys.CaptchaTracks], [shape.ToBytes(), _options.Memory, (long)_options.MemoryTime.TotalMilliseconds], cancellationToken))!;
        await _reading.WaitAsync(cancellationToken);
        try
        {
            await CatchUpAsync(cancellationToken);
            return IsKnown(id, shape);
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _reading.Dispose();

    private async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        foreach (var entry in await _database.StreamRangeAsync(SproutKeys.CaptchaTracks, _last, cancellationToken: cancellationToken))
        {
            _last = "(" + entry.Id;
            if (TrackShape.Read(entry["shape"].Memory.Span) is { } shape)
                _known.Enqueue((entry.Id, shape));
        }

        while (_known.Count > _options.Memory)
            _known.Dequeue();
    }

    /// <summary>Whether one is a copy of the other.</summary>
    internal static bool IsSame(TrackShape one, TrackShape other)
    {
        var way = one.WayTo(other);
        return way < NearWay && one.LikenessTo(other) is var y && (way < SameWay && y > SameY || y > NearlySameY);
    }

    private bool IsKnown(string id, TrackShape shape)
    {
        foreach (var (knownId, known) in _known)
        {
            if (knownId == id)
                return false;
            if (IsSame(shape, known))
                return true;
        }

        return false;
    }
}
