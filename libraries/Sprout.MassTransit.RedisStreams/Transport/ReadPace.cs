namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>One read in an interval, but for the first few after a pause: what a single request sets off is not kept waiting, only what goes on and on.</summary>
internal sealed class ReadPace(TimeSpan interval, TimeProvider time)
{
    private const int Few = 3;

    private readonly long _began = time.GetTimestamp();
    private TimeSpan _due = TimeSpan.MinValue;

    /// <summary>How long the next read has to wait; it counts as made then.</summary>
    public TimeSpan Take()
    {
        var now = time.GetElapsedTime(_began);
        var afterPause = now - (Few * interval);
        var due = _due > afterPause ? _due : afterPause;
        _due = due + interval;
        return due > now ? due - now : TimeSpan.Zero;
    }
}
