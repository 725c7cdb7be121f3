using Sprout.Testing;

namespace Sprout.TransportCompliance.Tests.Stage;

/// <summary>For what only time can bring about.</summary>
public static class Clock
{
    /// <summary>Returns when the time has passed for everybody who began to count before this call.</summary>
    public static Task PassAsync(TimeSpan time)
    {
        var until = DateTimeOffset.UtcNow + time + TimeSpan.FromMilliseconds(50);
        return Eventually.HoldsAsync("time passes", () => DateTimeOffset.UtcNow > until);
    }
}
