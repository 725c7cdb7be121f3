using System.Diagnostics;
using MassTransit;

namespace Sprout.Bench.Transport;

/// <summary>How long an answer takes when one asks after the other, in milliseconds.</summary>
internal sealed record Latency(double P50, double P99)
{
    public static async Task<Latency> MeasureAsync(Side side, int requests)
    {
        await using var bus = await SideBus.StartAsync(side, configure => configure.ReceiveEndpoint("bench-questions", endpoint =>
            endpoint.Handler<Question>(context => context.RespondAsync(new Answer(context.Message.Number)))));
        var client = bus.Bus.CreateRequestClient<Question>();
        await AskAsync(requests / 10);
        return await AskAsync(requests);

        async Task<Latency> AskAsync(int count)
        {
            var times = new double[count];
            for (var i = 0; i < count; i++)
            {
                var asked = Stopwatch.GetTimestamp();
                await client.GetResponse<Answer>(new(i));
                times[i] = Stopwatch.GetElapsedTime(asked).TotalMilliseconds;
            }

            Array.Sort(times);
            return new(times[count / 2], times[count * 99 / 100]);
        }
    }
}
