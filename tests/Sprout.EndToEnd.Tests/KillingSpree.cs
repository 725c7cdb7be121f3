using System.Diagnostics;

namespace Sprout.EndToEnd.Tests;

/// <summary>Kills services (SIGKILL), one of them after every so many steps of progress, whichever a seed draws.</summary>
public sealed class KillingSpree(SproutProcess sprout, Random random, ITestOutputHelper output)
{
    private const int StepsBetween = 25;

    private readonly Lock _lock = new();
    private readonly long _begun = Stopwatch.GetTimestamp();
    private int _steps;

    /// <summary>How many were killed.</summary>
    public int Kills { get; private set; }

    /// <summary>Says that something got done.</summary>
    public void Progress()
    {
        lock (_lock)
        {
            if (++_steps % StepsBetween == 0)
                Kill();
        }
    }

    /// <summary>Writes what was reached, and when.</summary>
    public void Note(string what) => output.WriteLine($"{Stopwatch.GetElapsedTime(_begun).TotalSeconds,6:0.0} s: {what}");

    private void Kill()
    {
        // Those that are being started again are not there.
        var services = sprout.Services;
        if (services.Count == 0)
            return;
        var victim = services[random.Next(services.Count)];
        victim.Signal("KILL");
        Kills++;
        Note($"after {_steps} steps killed {victim.Name} (process {victim.Pid})");
    }
}
