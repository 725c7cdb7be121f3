namespace Sprout.Redis.Tests.Support;

/// <summary>A clock that stands still until told otherwise.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Timer> _timers = [];
    private long _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _now);

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves on and runs every timer that is due by then, once.</summary>
    public void Advance(TimeSpan span)
    {
        var now = Interlocked.Add(ref _now, span.Ticks);
        Timer[] due;
        lock (_gate)
            due = [.. _timers.Where(timer => timer.Due <= now)];
        foreach (var timer in due)
            timer.Fire(now);
    }

    private sealed class Timer(ManualTime time, Action callback) : ITimer
    {
        private TimeSpan _period;

        public long Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                time._timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;
                (Due, _period) = (time.GetTimestamp() + dueTime.Ticks, period);
                time._timers.Add(this);
            }

            return true;
        }

        public void Fire(long now)
        {
            lock (time._gate)
            {
                if (!time._timers.Contains(this))
                    return;
                if (_period == Timeout.InfiniteTimeSpan)
                    time._timers.Remove(this);
                else
                    Due = now + _period.Ticks;
            }

            callback();
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
