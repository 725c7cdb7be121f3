namespace Sprout.Kubernetes.Manners;

/// <summary>
/// So many per second, and a burst after a pause (GCRA). Who takes is told how long to wait, in the order of coming. Not the framework's limiter, which has
/// the system's clock built in.
/// </summary>
internal sealed class TokenBucket(double perSecond, int burst, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly double _interval = clock.TimestampFrequency / perSecond;
    private double _next = double.MinValue;

    public TimeSpan Take()
    {
        lock (_lock)
        {
            double now = clock.GetTimestamp();
            var due = Math.Max(_next, now);
            _next = due + _interval;
            var wait = due - now - ((burst - 1) * _interval);
            return wait <= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(wait / clock.TimestampFrequency);
        }
    }
}
