using System.Runtime.InteropServices;
using Sprout.Kubernetes;

namespace Sprout.Bench.Lifecycle;

/// <summary>
/// Takes many containers through their life: from <c>POST</c> to running, and away again, with every service in a process of its own, beside a raw loader that makes
/// the same objects on the same cluster. Tells rates, times, what a container costs each process, and the calls that it takes.
/// The bars: with a cluster that is given, 85% of the raw loader's rate; with the simulator whose pods take no time, p99 below 100 ms at <c>--rate</c>.
/// </summary>
internal static class LifecycleBenchmark
{
    private const double LeastOfRaw = 0.85;
    private const double MostP99 = 100;

    // Whatever hangs is not waited for any longer.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        if (LifecycleSettings.Parse(arguments) is not { } settings)
        {
            await Console.Error.WriteLineAsync(LifecycleSettings.Usage);
            return 2;
        }

        using var end = new CancellationTokenSource(Patience);
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
        Console.WriteLine($"{settings.Containers} containers, {settings.Clients} clients, {settings.Rounds} rounds after {settings.Warm} of each side; appendfsync {settings.Fsync}; {Environment.ProcessorCount} cores, shared with this program");
        try
        {
            return await RunAsync(settings, end.Token) ? 0 : 1;
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Stopped before the end; what was made has been removed.");
            return 1;
        }

        void Cancel(PosixSignalContext signal)
        {
            signal.Cancel = true; // first everything is removed again
            end.Cancel();
        }
    }

    private static async Task<bool> RunAsync(LifecycleSettings settings, CancellationToken cancellationToken)
    {
        if (settings.Kubeconfig is { } kubeconfig)
            return await RunAsync(settings, place => Task.FromResult<ICluster>(new GivenCluster(kubeconfig, place)), Bar.OfRaw, cancellationToken);
        var holds = true;
        if (settings.AreInstant is not false)
            holds &= await RunAsync(settings, async _ => await SimulatedCluster.StartAsync(isInstant: true, cancellationToken), Bar.P99, cancellationToken);
        if (settings.AreInstant is not true)
            holds &= await RunAsync(settings, async _ => await SimulatedCluster.StartAsync(isInstant: false, cancellationToken), Bar.None, cancellationToken);
        return holds;
    }

    private static async Task<bool> RunAsync(LifecycleSettings settings, Func<string, Task<ICluster>> start, Bar bar, CancellationToken cancellationToken)
    {
        var place = $"bench-{Guid.NewGuid():n}";
        await using var cluster = await start(place);
        using var raw = new RawLoader(KubernetesClientConfiguration.BuildConfigFromConfigFile(cluster.Kubeconfig));
        Console.WriteLine();
        Console.WriteLine($"On {cluster.Name}");
        await using var load = await LifecycleLoad.StartAsync(settings, cluster, raw, place, cancellationToken);
        try
        {
            await load.WarmAsync(cancellationToken);
            var ratio = await RatioAsync(settings, load, cancellationToken);
            var p99 = await load.MeasureAsync(cancellationToken);
            return bar switch
            {
                Bar.OfRaw => Holds("of the raw loader's rate", ratio, LeastOfRaw, atLeast: true),
                Bar.P99 => Holds($"p99 ms at {settings.Rate}/s", p99, MostP99, atLeast: false),
                _ => true,
            };
        }
        finally
        {
            await load.StopAsync();
            await raw.RemoveAsync(place);
        }
    }

    // In turn, because the machine may be busier in one round than in another.
    private static async Task<double> RatioAsync(LifecycleSettings settings, LifecycleLoad load, CancellationToken cancellationToken)
    {
        var ratios = new List<double>();
        var (our, their) = (0.0, 0.0);
        for (var round = 1; round <= settings.Rounds; round++)
        {
            var theirs = await load.RawBurstAsync(cancellationToken);
            var ours = await load.BurstAsync(cancellationToken);
            ratios.Add(ours.PerSecond / theirs);
            our += 1 / ours.PerSecond;
            their += 1 / theirs;
            Console.WriteLine(
                $"RESULT burst round {round}: Sprout {ours.PerSecond:F1}/s, raw loader {theirs:F1}/s, ratio {ours.PerSecond / theirs:F2}; create to running p50 {Rates.Percentile(ours.Client, 0.5):F0} ms");
        }

        // Of an even number the lower one, so that chance is not in our favour.
        var median = ratios.Order().ElementAt((ratios.Count - 1) / 2);
        Console.WriteLine($"RESULT burst ratio, the median of {ratios.Count}: {median:F2}; of the time that all rounds took together: {their / our:F2}");
        return median;
    }

    private static bool Holds(string name, double value, double bar, bool atLeast)
    {
        var holds = atLeast ? value >= bar : value <= bar;
        Console.WriteLine($"{(holds ? "holds" : "FAILS"),-7}{name,-26}{value,8:F2}  {(atLeast ? "at least" : "at most")} {bar:F2}");
        return holds;
    }

    private enum Bar
    {
        None,
        OfRaw,
        P99,
    }
}
