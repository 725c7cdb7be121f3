namespace Sprout.Telemetry.Tests.Support;

/// <summary>The system's clock, which can be set forward: what is to look old need not be waited for. Timers go by the system's.</summary>
internal sealed class LeapingClock : TimeProvider
{
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Leap(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _ticks));

    public override long GetTimestamp() => (long)(base.GetTimestamp() * ((double)TimeSpan.TicksPerSecond / base.TimestampFrequency)) + Interlocked.Read(ref _ticks);
}
