namespace Sprout.State;

/// <summary>Unix time in microseconds, which a Redis score (a double, 53 bits) holds exactly until the year 2255.</summary>
internal static class UnixTime
{
    public static long ToUnixTimeMicroseconds(this DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;
}
