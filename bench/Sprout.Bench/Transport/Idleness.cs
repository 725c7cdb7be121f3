using MassTransit;

namespace Sprout.Bench.Transport;

/// <summary>What ten endpoints cost that nobody writes to, in percent of one core.</summary>
internal sealed record Idleness(double OurPercent, double BrokerPercent)
{
    public const int Endpoints = 10;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(10);

    public static async Task<Idleness> MeasureAsync(Side side)
    {
        await using var bus = await SideBus.StartAsync(side, configure =>
        {
            foreach (var number in Enumerable.Range(0, Endpoints))
                configure.ReceiveEndpoint($"bench-idle-{number}", endpoint => endpoint.Handler<Parcel>(_ => Task.CompletedTask));
        });
        // After the load before, and the start, .NET is still compiling for a while.
        await Task.Delay(Settling);
        var clock = new CpuClock(side.BrokerId);
        await Task.Delay(Duration);
        return new(100 * clock.OurSeconds / clock.WallSeconds, 100 * clock.BrokerSeconds / clock.WallSeconds);
    }
}
