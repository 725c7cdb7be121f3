namespace Sprout.EndToEnd.Tests;

/// <summary>
/// Nothing that was promised is lost, and nothing is done twice, wherever the power goes. The short form tries some points and times,
/// drawn from a seed; <c>SPROUT_TEST_LONG=1</c> tries every point. <c>SPROUT_TEST_SEED</c> repeats a draw.
/// </summary>
public sealed class When_everything_is_killed(ITestOutputHelper output)
{
    private const int Points = 4;
    private const int Times = 2;
    private const int AtOnce = 2;

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("SPROUT_TEST_LONG") == "1";
    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("SPROUT_TEST_SEED"), out var seed) ? seed : Environment.TickCount;

    [Fact]
    public async Task At_any_point_of_the_journey_it_goes_on_as_promised()
    {
        IReadOnlyList<string> all;
        using (var folder = new TemporaryFolder())
            all = await new CrashRun(folder.Path).TraceAsync();
        all.Count.ShouldBeGreaterThan(40, "so many points were seen");

        string[] chosen = [.. all];
        if (!IsLong)
        {
            new Random(Seed).Shuffle(chosen);
            chosen = chosen[..Points];
        }

        await EachAsync(chosen, (run, point) => run.CrashAtAsync(point));
    }

    [Fact]
    public async Task At_any_time_it_goes_on_as_promised()
    {
        var random = new Random(Seed);
        await EachAsync(
            Enumerable.Range(0, IsLong ? 50 : Times).Select(_ => TimeSpan.FromMilliseconds(random.Next(1200))),
            (run, time) => run.CrashAfterAsync(time));
    }

    private async Task EachAsync<T>(IEnumerable<T> crashes, Func<CrashRun, T, Task<bool>> crash)
    {
        output.WriteLine($"SPROUT_TEST_SEED={Seed}");
        var (tried, killed) = (0, 0);
        await Parallel.ForEachAsync(crashes, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (where, _) =>
        {
            using var folder = new TemporaryFolder();
            var run = new CrashRun(folder.Path);
            try
            {
                var crashed = await crash(run, where);
                Interlocked.Increment(ref tried);
                Interlocked.Add(ref killed, crashed ? 1 : 0);
                output.WriteLine($"{where}: {(crashed ? "killed" : "was over before")}");
                await run.RecoverAsync();
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Killed at {where}, seed {Seed}: {exception.Message}", exception);
            }
        });

        // A point may be reached fewer times than in the journey that listed it, and a time may come too late; of many most do not, of a few chance decides.
        killed.ShouldBeGreaterThan(IsLong ? tried / 2 : 0);
    }
}
