namespace Sprout.Testing;

/// <summary>A clock that stands still until it is moved. Its timers are the system's.</summary>
public sealed class ManualClock : TimeProvider
{
    private long _ticks;

    /// <summary>Starts at this time.</summary>
    public ManualClock(DateTimeOffset start) => _ticks = start.UtcTicks;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    /// <summary>Moves the clock forward.</summary>
    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
