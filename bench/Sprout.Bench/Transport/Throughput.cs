using MassTransit;

namespace Sprout.Bench.Transport;

/// <summary>How fast parcels of 1,024 characters go from publishers, who await each publish, to a consumer that does nothing with them.</summary>
internal sealed record Throughput(double PerSecond, double OurMicroseconds, double BrokerMicroseconds)
{
    public const int Publishers = 64;
    public const int Prefetch = 64;
    private static readonly Parcel Parcel = new(new('p', 1024));

    public static async Task<Throughput> MeasureAsync(Side side, int messages)
    {
        var (consumed, all) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await using var bus = await SideBus.StartAsync(side, configure => configure.ReceiveEndpoint("bench-parcels", endpoint =>
        {
            endpoint.PrefetchCount = Prefetch;
            endpoint.Handler<Parcel>(_ =>
            {
                if (Interlocked.Increment(ref consumed) == messages)
                    all.SetResult();
                return Task.CompletedTask;
            });
        }));

        var clock = new CpuClock(side.BrokerId);
        await Task.WhenAll(Enumerable.Range(0, Publishers).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < messages / Publishers; i++)
                await bus.Bus.Publish(Parcel);
        })));
        await all.Task;
        return new(messages / clock.WallSeconds, clock.OurSeconds * 1e6 / messages, clock.BrokerSeconds * 1e6 / messages);
    }
}
