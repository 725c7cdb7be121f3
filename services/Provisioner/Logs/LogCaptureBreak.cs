namespace Sprout.Provisioner.Logs;

/// <summary>
/// Where nodes do not answer for their logs (a partition, a firewall before port 10250), deletions would wait for them in vain, and queue up. So several that came
/// too late make a break, unless far more came in time: one node of many that is away costs a deletion here and there its patience, and not all others their logs.
/// </summary>
internal sealed class LogCaptureBreak(TimeProvider time)
{
    /// <summary>How long the break is.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(1);

    // So many in time make up for one that was late: at 2 s of patience, deletions wait 0.2 s on average at most.
    private const int InTimePerLate = 10;
    private const int MostLate = 3 * InTimePerLate;

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

    /// <summary>A node's answer came in time.</summary>
    public void InTime()
    {
        lock (_lock)
            _late = Math.Max(0, _late - 1);
    }

    /// <summary>None came in time; true when that begins a break.</summary>
    public bool Late()
    {
        lock (_lock)
        {
            _late += InTimePerLate;
            if (_late < MostLate || time.GetUtcNow() < _until)
                return false;
            // One more is tried after the break, and makes the next if it is late too.
            (_late, _until) = (MostLate - InTimePerLate, time.GetUtcNow() + Length);
            return true;
        }
    }
}
