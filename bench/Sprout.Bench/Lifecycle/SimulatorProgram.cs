using System.Text.Json;
using Sprout.ClusterSimulator;
using Simulator = Sprout.ClusterSimulator.ClusterSimulator;

namespace Sprout.Bench.Lifecycle;

/// <summary>
/// The simulator as a process of its own (<c>lifecycle-simulator</c>), so that what it costs is told apart. Says where its kubeconfig is, answers each
/// line of its standard input with the calls that Sprout has made so far, and ends when that is closed, however its parent ends.
/// </summary>
internal static class SimulatorProgram
{
    /// <summary>What it is called on the command line.</summary>
    public const string Command = "lifecycle-simulator";

    public static async Task<int> RunAsync(bool isInstant)
    {
        var options = new ClusterSimulatorOptions();
        if (isInstant)
            options = options with { Schedule = TimeSpan.Zero, Pull = TimeSpan.Zero, Start = TimeSpan.Zero };
        await using var simulator = await Simulator.StartAsync(options);
        Console.WriteLine(simulator.KubeconfigPath);
        while (await Console.In.ReadLineAsync() is not null)
            Console.WriteLine(JsonSerializer.Serialize(
                simulator.Calls.Where(call => CallCounts.IsSprout(call.UserAgent)).GroupBy(call => $"{call.Verb} {call.Resource}").ToDictionary(calls => calls.Key, calls => calls.Sum(call => call.Count))));
        return 0;
    }
}
