namespace Sprout.Redis.Connections;

/// <summary>
/// How long to wait before the next attempt: doubling from 50 ms to 5 s, of which a random half is taken off at most,
/// so that many clients do not come back in step.
/// </summary>
internal sealed class BackOff(Random random)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);
    private TimeSpan _next = First;

    public TimeSpan Next()
    {
        var delay = _next * (0.5 + (0.5 * random.NextDouble()));
        _next = _next * 2 < Longest ? _next * 2 : Longest;
        return delay;
    }

    public void Reset() => _next = First;
}
