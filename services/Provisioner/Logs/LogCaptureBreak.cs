namespace Sprout.Provisioner.Logs;

/// <summary>
/// Where nodes do not answer for their logs (a partition, a firewall before port 10250), every deletion would wait for them in vain, and deletions would queue up.
/// So several that came too late, one after the other, make a break.
/// </summary>
internal sealed class LogCaptureBreak(TimeProvider time)
{
    /// <summary>How long the break is.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(1);

    private const int MostLate = 3;

    private readonly Lock _lock = new();
    private int _late;
    private DateTimeOffset _until;

    /// <summary>Whether to ask for no logs now.</summary>
    public bool IsOn
    {
        get
        {
            lock (_lock)
                return time.GetUtcNow() < _until;
        }
    }

    /// <summary>An answer came in time, whatever it was.</summary>
    public void InTime()
    {
        lock (_lock)
            _late = 0;
    }

    /// <summary>None came in time; true when that begins a break.</summary>
    public bool Late()
    {
        lock (_lock)
        {
            if (++_late < MostLate || time.GetUtcNow() < _until)
                return false;
            // One more is tried after the break, and makes the next if it is late too.
            (_late, _until) = (MostLate - 1, time.GetUtcNow() + Length);
            return true;
        }
    }
}
