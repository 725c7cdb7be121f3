using System.Diagnostics;
using System.Globalization;
using Sprout.Redis;
using Sprout.Testing;

namespace Sprout.Bench;

/// <summary>
/// Our client against redis-benchmark, in turn on one server in one run, each with 64 commands in flight:
/// ours as 64 callers on the one shared connection, redis-benchmark as 4 connections of 16 (<c>-c 4 -P 16</c>).
/// The bar: half of redis-benchmark's rate for SET, GET and XADD, and at most 150 bytes allocated per GET. Medians of three rounds.
/// </summary>
internal static class RedisBenchmark
{
    private const int Rounds = 3;
    private const int Callers = 64;
    private const int Commands = 400_000;
    private const double LeastRatio = 0.5;
    private const double MostBytes = 150;
    private static readonly byte[] Payload = "0123456789abcdef"u8.ToArray();
    private static readonly NameValueEntry[] Entry = [new("f", Payload)];

    public static async Task<int> RunAsync()
    {
        await using var server = await RedisServer.StartAsync();
        await using var redis = await ConnectionMultiplexer.ConnectAsync(server.ConfigurationString);
        var database = redis.GetDatabase();
        await database.StringSetAsync("bench:get", Payload);
        await database.StringSetAsync("bench:key", Payload);

        Console.WriteLine($"{Callers} commands in flight, {Payload.Length}-byte values, {Commands} commands a round, median of {Rounds}, {Environment.ProcessorCount} cores");
        Console.WriteLine($"{"",-6}{"redis-benchmark/s",20}{"Sprout.Redis/s",18}{"ratio",8}{"commands/flush",16}");
        var passes = true;
        passes &= await CompareAsync("SET", ["SET", "bench:key", "0123456789abcdef"], async count =>
        {
            for (var i = 0; i < count; i++)
                await database.StringSetAsync("bench:key", Payload);
        });
        passes &= await CompareAsync("GET", ["GET", "bench:get"], GetAsync);
        passes &= await CompareAsync("XADD", ["XADD", "bench:stream", "MAXLEN", "~", "10000", "*", "f", "0123456789abcdef"], async count =>
        {
            for (var i = 0; i < count; i++)
                await database.StreamAddAsync("bench:stream", Entry, 10_000);
        });

        var bytes = Median(await RoundsAsync(() => BytesPerAsync(GetAsync)));
        Console.WriteLine($"{bytes:F0} bytes allocated per GET of {Payload.Length} bytes (at most {MostBytes})");
        passes &= bytes <= MostBytes;
        Console.WriteLine(passes ? "passes" : $"FAILS: the bar is a ratio of {LeastRatio} and {MostBytes} bytes");
        return passes ? 0 : 1;

        async Task GetAsync(int count)
        {
            for (var i = 0; i < count; i++)
                await database.StringGetAsync("bench:get");
        }

        async Task<bool> CompareAsync(string name, string[] command, Func<int, Task> ours)
        {
            var (theirRates, ourRates) = (new List<double>(), new List<double>());
            await OurRateAsync(ours, Commands / 4);
            var before = redis.Counters;
            for (var round = 0; round < Rounds; round++)
            {
                theirRates.Add(await TheirRateAsync(server.Port, command));
                ourRates.Add(await OurRateAsync(ours, Commands));
            }

            var after = redis.Counters;
            var ratio = Median(ourRates) / Median(theirRates);
            Console.WriteLine($"{name,-6}{Median(theirRates),20:N0}{Median(ourRates),18:N0}{ratio,8:F2}{(double)(after.Commands - before.Commands) / (after.Flushes - before.Flushes),16:F1}");
            return ratio >= LeastRatio;
        }
    }

    private static async Task<double> TheirRateAsync(int port, string[] command)
    {
        string[] arguments = ["-p", port.ToString(CultureInfo.InvariantCulture), "-c", "4", "-P", "16", "-n", Commands.ToString(CultureInfo.InvariantCulture), "--csv", .. command];
        using var process = Process.Start(new ProcessStartInfo("redis-benchmark", arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        // "test","rps",… and then "SET …","367647.06",…; the test's own name may hold commas.
        var line = output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
        return double.Parse(line.Split("\",\"")[1], CultureInfo.InvariantCulture);
    }

    private static async Task<double> OurRateAsync(Func<int, Task> caller, int commands)
    {
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(() => caller(commands / Callers))));
        return commands / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    // In the whole process: flushes and reads included.
    private static async Task<double> BytesPerAsync(Func<int, Task> caller)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await OurRateAsync(caller, Commands);
        return (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / Commands;
    }

    private static async Task<List<double>> RoundsAsync(Func<Task<double>> measure)
    {
        var results = new List<double>();
        for (var round = 0; round < Rounds; round++)
            results.Add(await measure());
        return results;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
