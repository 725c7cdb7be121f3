using Sprout.Testing;

namespace Sprout.Bench.Transport;

/// <summary>
/// MassTransit over Redis Streams beside MassTransit over RabbitMQ and in memory, in turn in one run, three rounds each; medians, and of
/// the ratios those within a round, because the machine may be busier in one round than in another.
/// The bars are what the transport has to hold on any machine, because they compare, or leave much room.
/// </summary>
internal static class TransportBenchmark
{
    private const int Rounds = 3;
    private const int Messages = 64_000;
    private const int Requests = 3_000;
    private const double LeastOfInMemory = 0.60;
    private const double AimOfInMemory = 0.75;
    private const double LeastOfRabbitMq = 1.5;
    private const double MostP50 = 0.5;
    private const double MostP99 = 4;
    private const double MostIdle = 1;

    public static async Task<int> RunAsync()
    {
        await using var redis = await RedisStreamsSide.StartAsync();
        await using var rabbit = RabbitMqServer.WhyNot is null ? await RabbitMqSide.StartAsync() : null;
        await using var memory = new InMemorySide();
        Side[] sides = rabbit is null ? [memory, redis] : [memory, redis, rabbit];
        Console.WriteLine(
            $"1 kB, {Throughput.Publishers} publishers, prefetch {Throughput.Prefetch}, {Messages:N0} messages; {Requests:N0} requests, one at a time; median of {Rounds} rounds; {Environment.ProcessorCount} cores");

        // Compiles what is hot before it is measured.
        foreach (var side in sides)
        {
            await Throughput.MeasureAsync(side, Messages / 4);
            await Latency.MeasureAsync(side, Requests / 2);
        }

        var (rates, latencies, raw) = (sides.ToDictionary(side => side, _ => new List<Throughput>()), sides.ToDictionary(side => side, _ => new List<Latency>()), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var side in sides)
                rates[side].Add(await Throughput.MeasureAsync(side, Messages));
            foreach (var side in sides)
                latencies[side].Add(await Latency.MeasureAsync(side, Requests));
            raw.Add(await RawLimit.XAddPerSecondAsync(redis.Port));
        }

        Console.WriteLine($"{"",-14}{"messages/s",12}{"of in-memory",14}{"of RabbitMQ",13}{"p50 ms",9}{"p99 ms",9}{"our CPU µs",12}{"broker CPU µs",15}");
        foreach (var side in sides)
        {
            Console.WriteLine(
                $"{side.Name,-14}{Rate(side),12:N0}{Ratio(side, memory),14:F2}{(rabbit is null ? "-" : $"{Ratio(side, rabbit):F2}"),13}" +
                $"{P50(side),9:F2}{P99(side),9:F2}{Median(rates[side].Select(rate => rate.OurMicroseconds)),12:F0}{Median(rates[side].Select(rate => rate.BrokerMicroseconds)),15:F0}");
        }

        Console.WriteLine($"{"XADD alone",-14}{Median(raw),12:N0}");
        var idle = await Idleness.MeasureAsync(redis);
        Console.WriteLine($"idle with {Idleness.Endpoints} endpoints on Redis Streams: this process {idle.OurPercent:F2} %, redis-server {idle.BrokerPercent:F2} %");

        bool[] bars =
        [
            Bar("of in-memory", Ratio(redis, memory), LeastOfInMemory, atLeast: true, $" (aim {AimOfInMemory:F2})"),
            Bar("of RabbitMQ", rabbit is null ? double.NaN : Ratio(redis, rabbit), LeastOfRabbitMq, atLeast: true, rabbit is null ? $": {RabbitMqServer.WhyNot}" : ""),
            Bar("p50 ms", P50(redis), MostP50, atLeast: false),
            Bar("p99 ms", P99(redis), MostP99, atLeast: false),
            Bar("idle %, this process", idle.OurPercent, MostIdle, atLeast: false),
            Bar("idle %, redis-server", idle.BrokerPercent, MostIdle, atLeast: false),
        ];
        return Array.TrueForAll(bars, holds => holds) ? 0 : 1;

        double Rate(Side side) => Median(rates[side].Select(rate => rate.PerSecond));
        double Ratio(Side side, Side peer) => Median(rates[side].Zip(rates[peer], (ours, theirs) => ours.PerSecond / theirs.PerSecond));
        double P50(Side side) => Median(latencies[side].Select(latency => latency.P50));
        double P99(Side side) => Median(latencies[side].Select(latency => latency.P99));
    }

    // What could not be measured does not hold.
    private static bool Bar(string name, double value, double bar, bool atLeast, string more = "")
    {
        var holds = atLeast ? value >= bar : value <= bar;
        Console.WriteLine($"{(holds ? "holds" : "FAILS"),-7}{name,-22}{value,7:F2}  {(atLeast ? "at least" : "at most")} {bar:F2}{more}");
        return holds;
    }

    private static double Median(IEnumerable<double> values) => values.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : double.NaN;
}
