using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Sprout.ClusterSimulator;
using Sprout.Testing;

namespace Sprout.EndToEnd.Tests;

/// <summary>
/// Containers of every kind on a cluster where 5 % of all calls fail, watches break in every way, a node comes and goes, and people delete: each ends where its
/// image says, but for those whose pod was on the node when it went, and nothing is left. <c>SPROUT_TEST_LONG=1</c> takes 2,000 of them, <c>SPROUT_TEST_SEED</c> repeats a draw.
/// </summary>
public sealed class When_everything_goes_wrong_at_once(ITestOutputHelper output) : IDisposable
{
    private const int AtOnce = 16;
    private const int FewestOf = 4;

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("SPROUT_TEST_LONG") == "1";
    private static readonly int Count = IsLong ? 2000 : 60;
    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("SPROUT_TEST_SEED"), out var seed) ? seed : Environment.TickCount;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(IsLong ? 6 : 2);

    // A loss hits half of those that are there; in the long form it comes again, so that it hits some on each step of their way.
    private static readonly TimeSpan? BetweenLosses = IsLong ? TimeSpan.FromSeconds(15) : null;

    // Patience with what may still come right is measured in minutes where people wait; here in seconds.
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["Gateway__MinimumTtl"] = "00:00:05",
        // Two thousand at once wait for each other: a call in twenty is refused or breaks, and a 429 holds all of them back for a while.
        ["Lifecycle__ProvisioningTimeout"] = IsLong ? "00:02:00" : "00:00:12",
        ["Lifecycle__FeedLength"] = "200000",
        ["Lifecycle__StepInterval"] = "00:00:01",
        ["Lifecycle__LongestStepInterval"] = "00:00:05",
        ["Lifecycle__KeeperInterval"] = "00:00:00.2",
        ["Lifecycle__Observer__SweepInterval"] = "00:00:02",
        ["Lifecycle__Observer__WatchTimeout"] = "00:00:05",
        ["Lifecycle__Observer__WatchSilence"] = "00:00:02",
        ["Lifecycle__Observer__RetryDelay"] = "00:00:00.1",
        ["Lifecycle__Observer__ProgressDelay"] = "00:00:00.3",
        ["Lifecycle__Observer__UnschedulableGrace"] = "00:00:03",
        ["Lifecycle__Observer__PullGrace"] = "00:00:05",
        ["Lifecycle__Observer__UnknownRegistryGrace"] = "00:00:03",
        ["Lifecycle__Observer__ConfigurationGrace"] = "00:00:02",
        ["Lifecycle__Observer__CreationGrace"] = "00:00:02",
        ["Lifecycle__Observer__CrashGrace"] = "00:00:03",
        ["Lifecycle__Observer__TerminationGrace"] = "00:00:02",
        ["Workload__GracePeriodSeconds"] = "1",
        ["Workload__ForceAfter"] = "00:00:02",
        ["Quota__Total"] = "100000",
        ["Quota__PerServiceOwner"] = "100000",
        ["Isolation__Quota__Pods"] = "100000",
        ["Isolation__Quota__RequestsCpu"] = "100000",
        ["Isolation__Quota__RequestsMemory"] = "100000Gi",
        ["Isolation__Quota__LimitsCpu"] = "100000",
        ["Isolation__Quota__LimitsMemory"] = "100000Gi",
    };

    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentDictionary<Guid, SoakContainer> _created = new();
    private readonly long _begun = Stopwatch.GetTimestamp();

    [Fact]
    public async Task Every_container_ends_where_it_should()
    {
        output.WriteLine($"SPROUT_TEST_SEED={Seed}");
        await using var cluster = await ClusterSimulator.ClusterSimulator.StartAsync(new ClusterSimulatorOptions
        {
            Seed = Seed,
            BackOff = TimeSpan.FromMilliseconds(100),
            BookmarkEvery = TimeSpan.FromSeconds(0.5),
            HistoryLength = 1000,
        });
        await using var sprout = await SproutProcess.UpAsync(_folder.Path, ["--cluster"], new Dictionary<string, string>(Settings) { ["KUBECONFIG"] = cluster.KubeconfigPath });
        try
        {
            await SoakAsync(sprout, cluster);
        }
        catch (Exception)
        {
            output.WriteLine(string.Join('\n', sprout.Output.Split('\n').Where(line => line.Contains("WRN]", StringComparison.Ordinal)).TakeLast(30)));
            throw;
        }
    }

    public void Dispose() => _folder.Dispose();

    private async Task SoakAsync(SproutProcess sprout, ClusterSimulator.ClusterSimulator cluster)
    {
        using var client = sprout.Client();
        var left = new WhatIsLeft(sprout, cluster.KubeconfigPath);
        var feed = new FeedReader(left);
        var random = new Random(Seed);
        SoakContainer[] drawn = [.. Enumerable.Range(0, Count).Select(number => SoakContainer.Draw(number, random))];

        random.Shuffle(drawn);

        var faults = new SoakFaults(cluster);
        var loss = new NodeLoss(cluster, BetweenLosses);
        await using (loss)
        {
            var settling = feed.ReadUntilAsync(() => _created.Count == Count && Unsettled(feed).Count == 0, () => string.Join("\n", Unsettled(feed)), Patience);
            await EachAsync(drawn, container => LiveAsync(client, container));
            Note("all are accepted");
            await settling;
            Note("all are settled");
        }

        await JudgeAllAsync(client, feed, loss);

        await EachAsync(_created.Keys, client.DeleteAsync);
        await feed.ReadUntilAsync(() => feed.Count("deleted") == Count, () => string.Join("\n", Undeleted(feed)), Patience);
        Note("all are deleted");
        foreach (var story in feed.Stories)
            story.Value.DistinctBy(line => line.Version).Count().ShouldBe(story.Value.Count, $"container {story.Key}: nothing is told twice");
        feed.Stories.Count.ShouldBe(Count, "nothing else was ever made");
        await Eventually.HoldsAsync("nothing in the cluster", async () => await left.ObjectsOfAsync() == (0, 0, 0));
        (await left.SlotsAsync()).ShouldBeEmpty();
        await Eventually.HoldsAsync("nothing to wait for", async () => (await left.WaitingAsync()).Count == 0);
        await Eventually.HoldsAsync("nothing to be handled", async () => (await left.MessagesAsync()).Count == 0);
        Note($"nothing is left, after {cluster.Calls.Sum(calls => calls.Count)} calls: {(double)cluster.Calls.Sum(calls => calls.Count) / Count:0.0} for each container");
        Note(faults.ToString());
        faults.ShouldHaveStruck(IsLong);
    }

    private static Task EachAsync<T>(IEnumerable<T> items, Func<T, Task> act) =>
        Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (item, _) => await act(item));

    private async Task LiveAsync(SproutClient client, SoakContainer container)
    {
        var id = await client.CreateAsync($"number-{container.Number}", container.Fate.Image, ttlSeconds: container.Expires ? SoakContainer.LifetimeSeconds : null);
        _created.TryAdd(id, container).ShouldBeTrue();
        if (container.DeleteAfter is { } time)
        {
            using var timer = new PeriodicTimer(time + TimeSpan.FromMilliseconds(1));
            await timer.WaitForNextTickAsync();
            await client.DeleteAsync(id);
        }
    }

    private List<string> Unsettled(FeedReader feed) =>
    [
        .. _created
            .Select(container => (container.Key, container.Value, Status: feed.Stories.TryGetValue(container.Key, out var story) ? story[^1].Status : "unheard of"))
            .Where(container => !container.Value.IsSettledAt(container.Status))
            .Select(container => $"{container.Key}, {container.Value}, is {container.Status}"),
    ];

    private IEnumerable<string> Undeleted(FeedReader feed) => _created
        .Where(container => feed.Stories[container.Key][^1].Status != "deleted")
        .Select(container => $"{container.Key}, {container.Value}: {string.Join(", ", feed.Stories[container.Key].Select(line => line.Status))}");

    private async Task JudgeAllAsync(SproutClient client, FeedReader feed, NodeLoss loss)
    {
        var hit = loss.Hit.ToHashSet();
        var wrong = new ConcurrentBag<string>();
        await EachAsync(_created, container => JudgeAsync(client, container.Key, container.Value, hit.Contains(container.Key), wrong));
        wrong.ShouldBeEmpty();

        var stay = _created.Where(container => container.Value.Stays).Select(container => container.Key).ToList();
        var running = stay.Count(id => feed.Stories[id][^1].Status == "running");
        Note($"{loss.Losses} losses of a node hit {hit.Count} of {Count} containers; {running} of {stay.Count} that should run do");
        hit.ShouldNotBeEmpty();
        running.ShouldBeGreaterThanOrEqualTo(stay.Count(id => !hit.Contains(id)), "all run that had nothing to do with the node");
        running.ShouldBeGreaterThan(stay.Count / FewestOf, "enough were spared to say so");
    }

    private static async Task JudgeAsync(SproutClient client, Guid id, SoakContainer container, bool wasHit, ConcurrentBag<string> wrong)
    {
        var record = await client.GetAsync(id);
        var failure = record.GetProperty("failure");
        if (failure.ValueKind == JsonValueKind.Null)
            return;
        var reason = failure.GetProperty("reason").GetString()!;
        if (!container.MayFailFor(string.Concat(reason.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..])), wasHit))
            wrong.Add($"{id}, {container}, {(wasHit ? "" : "not ")}hit by the loss of its node, has failed: {failure}");
    }

    private void Note(string what) => output.WriteLine($"{Stopwatch.GetElapsedTime(_begun).TotalSeconds,6:0.0} s: {what}");
}
