using System.Diagnostics;

namespace Sprout.Bench.Lifecycle;

/// <summary>What came of making many containers.</summary>
/// <param name="PerSecond">How many went from request to running, a second, from the first request until the last ran.</param>
/// <param name="Client">Milliseconds from request to running, as a client sees them, sorted.</param>
/// <param name="Recorded">The same from acceptance to running, as the record says.</param>
internal sealed record Rates(double PerSecond, double[] Client, double[] Recorded)
{
    /// <summary>So many clients ask for so many, without waiting until what they made runs.</summary>
    public static Task<Rates> BurstAsync(SproutClient client, int containers, int clients, CancellationToken cancellationToken) =>
        MeasureAsync(containers, clients, (_, end) => client.CreateAsync(Stopwatch.GetTimestamp(), end), cancellationToken);

    /// <summary>So many are under way at any time: each that runs is followed by the next.</summary>
    public static Task<Rates> ClosedAsync(SproutClient client, int containers, int flight, CancellationToken cancellationToken) =>
        MeasureAsync(containers, flight, async (_, end) =>
        {
            var journey = await client.CreateAsync(Stopwatch.GetTimestamp(), end);
            await journey.Running.WaitAsync(end);
            return journey;
        }, cancellationToken);

    /// <summary>So many are asked for each second, however long they take. The time counts from when each was due.</summary>
    public static async Task<Rates> OpenAsync(SproutClient client, int containers, int perSecond, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        var tasks = new List<Task<Journey>>(containers);
        for (var i = 0; i < containers; i++)
        {
            var due = begun + (long)((double)i / perSecond * Stopwatch.Frequency);
            if (Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due) is var wait && wait > TimeSpan.Zero)
                await Task.Delay(wait, cancellationToken);
            tasks.Add(client.CreateAsync(due, cancellationToken));
        }

        return await UntilRunningAsync(await Task.WhenAll(tasks), begun, cancellationToken);
    }

    /// <summary>The milliseconds within which that part of them happened.</summary>
    public static double Percentile(double[] sorted, double part) => sorted.Length == 0 ? double.NaN : sorted[(int)Math.Ceiling(part * sorted.Length) - 1];

    private static async Task<Rates> MeasureAsync(int containers, int callers, Func<int, CancellationToken, Task<Journey>> once, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        var journeys = new Journey[containers];
        await Parallel.ForAsync(0, containers, new ParallelOptions { MaxDegreeOfParallelism = callers, CancellationToken = cancellationToken }, async (i, end) => journeys[i] = await once(i, end));
        return await UntilRunningAsync(journeys, begun, cancellationToken);
    }

    private static async Task<Rates> UntilRunningAsync(Journey[] journeys, long begun, CancellationToken cancellationToken)
    {
        await Task.WhenAll(journeys.Select(journey => journey.Running)).WaitAsync(cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        return new(journeys.Length / seconds, [.. journeys.Select(journey => journey.ClientMilliseconds).Order()], [.. journeys.Select(journey => journey.RecordedMilliseconds).Order()]);
    }
}
