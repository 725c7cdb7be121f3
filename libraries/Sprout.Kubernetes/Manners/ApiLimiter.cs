namespace Sprout.Kubernetes.Manners;

/// <summary>Lets calls through at the pace and in the number that <see cref="KubernetesLimits"/> says.</summary>
internal sealed class ApiLimiter : IDisposable
{
    // Leases are renewed every few seconds and watches begin every few minutes: far above what is right, far below what would hurt.
    private const double UrgentPerSecond = 100;
    private const int UrgentBurst = 200;

    private readonly TimeProvider _clock;
    private readonly TokenBucket _bulk;
    private readonly TokenBucket _urgent;
    private readonly SemaphoreSlim _places;
    private readonly SemaphoreSlim _sparedPlaces;
    private long _sparedUntil = long.MinValue;

    public ApiLimiter(KubernetesLimits limits, TimeProvider clock)
    {
        _clock = clock;
        _bulk = new(limits.CallsPerSecond, limits.Burst, clock);
        _urgent = new(UrgentPerSecond, UrgentBurst, clock);
        _places = new(limits.Concurrency);
        _sparedPlaces = new(limits.ConcurrencyWhenSpared);
    }

    /// <summary>Returns when the call may be sent; what is returned is disposed of when it has been answered.</summary>
    public async ValueTask<IDisposable?> EnterAsync(ApiLane lane, CancellationToken cancellationToken)
    {
        var turn = (lane == ApiLane.Urgent ? _urgent : _bulk).Take();
        var hasWaited = turn > TimeSpan.Zero;
        var began = _clock.GetTimestamp();
        if (hasWaited)
            await Task.Delay(turn, _clock, cancellationToken);
        if (lane != ApiLane.Bulk)
        {
            Tell(hasWaited, lane, began);
            return null;
        }

        hasWaited |= _places.CurrentCount == 0;
        await _places.WaitAsync(cancellationToken);
        var place = new Place(_places, null);
        if (_clock.GetTimestamp() < Interlocked.Read(ref _sparedUntil))
        {
            try
            {
                hasWaited |= _sparedPlaces.CurrentCount == 0;
                await _sparedPlaces.WaitAsync(cancellationToken);
                place = new Place(_places, _sparedPlaces);
            }
            catch
            {
                place.Dispose();
                throw;
            }
        }

        Tell(hasWaited, lane, began);
        return place;
    }

    /// <summary>The server asks to be spared for so long.</summary>
    public void Spare(TimeSpan time)
    {
        var until = _clock.GetTimestamp() + (long)(time.TotalSeconds * _clock.TimestampFrequency);
        long before;
        while ((before = Interlocked.Read(ref _sparedUntil)) < until && Interlocked.CompareExchange(ref _sparedUntil, until, before) != before)
        {
        }
    }

    public void Dispose()
    {
        _places.Dispose();
        _sparedPlaces.Dispose();
    }

    private void Tell(bool hasWaited, ApiLane lane, long began)
    {
        if (hasWaited)
            ApiMetrics.Waited(lane, _clock.GetElapsedTime(began));
    }

    private sealed class Place(SemaphoreSlim first, SemaphoreSlim? second) : IDisposable
    {
        private int _isGivenBack;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isGivenBack, 1) != 0)
                return;
            second?.Release();
            first.Release();
        }
    }
}
