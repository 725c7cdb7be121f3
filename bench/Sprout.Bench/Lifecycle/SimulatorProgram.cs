using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
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

    private const string SproutAgent = "sprout";
    private const string RequestEnds = "Microsoft.AspNetCore.Hosting.HttpRequestIn.Stop";

    public static async Task<int> RunAsync(bool isInstant)
    {
        var calls = new ConcurrentDictionary<string, int>();
        using var counting = DiagnosticListener.AllListeners.Subscribe(new Observer<DiagnosticListener>(listener =>
        {
            if (listener.Name == "Microsoft.AspNetCore")
                listener.Subscribe(new Observer<KeyValuePair<string, object?>>(news => Count(news, calls)), name => name.StartsWith("Microsoft.AspNetCore.Hosting.HttpRequestIn", StringComparison.Ordinal));
        }));
        var options = new ClusterSimulatorOptions();
        if (isInstant)
            options = options with { Schedule = TimeSpan.Zero, Pull = TimeSpan.Zero, Start = TimeSpan.Zero };
        await using var simulator = await Simulator.StartAsync(options);
        Console.WriteLine(simulator.KubeconfigPath);
        while (await Console.In.ReadLineAsync() is not null)
            Console.WriteLine(JsonSerializer.Serialize(calls));
        return 0;
    }

    private static void Count(KeyValuePair<string, object?> news, ConcurrentDictionary<string, int> calls)
    {
        if (news is { Key: RequestEnds, Value: HttpContext { Request: var request } } && request.Headers.UserAgent == SproutAgent)
            calls.AddOrUpdate(CallCounts.Words(request.Method, request.Path, request.QueryString.Value ?? ""), 1, (_, count) => count + 1);
    }

    private sealed class Observer<T>(Action<T> hear) : IObserver<T>
    {
        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void OnNext(T value) => hear(value);
    }
}
