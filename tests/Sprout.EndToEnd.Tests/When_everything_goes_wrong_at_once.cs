using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Sprout.ClusterSimulator;
using Sprout.ClusterSimulator.Faults;
using Sprout.Testing;

namespace Sprout.EndToEnd.Tests;

/// <summary>
/// Containers of every kind on a cluster where 5 % of all calls fail, watches break in every way, nodes come and go, and people delete: each ends where its
/// image says, and nothing is left. <c>SPROUT_TEST_LONG=1</c> takes 2,000 of them, <c>SPROUT_TEST_SEED</c> repeats a draw.
/// </summary>
public sealed class When_everything_goes_wrong_at_once(ITestOutputHelper output) : IDisposable
{
    private const int AtOnce = 16;
    private const string Faults =
        "verbs=watch,probability=0.8,kinds=dropped-watch+silent-watch+duplicated-events+expired-watch+expiring-watch+latency,max-watch-lifetime=3s;"
        + "probability=0.05,max-scheduler-delay=500ms";

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("SPROUT_TEST_LONG") == "1";
    private static readonly int Count = IsLong ? 2000 : 60;
    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("SPROUT_TEST_SEED"), out var seed) ? seed : Environment.TickCount;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(IsLong ? 6 : 2);

    // Patience with what may still come right is measured in minutes where people wait; here in seconds.
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["Gateway__MinimumTtl"] = "00:00:05",
        ["Lifecycle__ProvisioningTimeout"] = "00:00:15",
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

        cluster.Faults = FaultOptions.Parse(Faults);
        await using (new NodeLoss(cluster))
        {
            await EachAsync(drawn, container => LiveAsync(client, container));
            Note("all are accepted");
            await feed.ReadUntilAsync(() => Unsettled(feed).Count == 0, () => string.Join("\n", Unsettled(feed)), Patience);
            Note("all are settled");
        }

        cluster.Faults = [];
        var wrong = new ConcurrentBag<string>();
        await EachAsync(_created, container => JudgeAsync(client, container.Key, container.Value, wrong));
        wrong.ShouldBeEmpty();

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

    private static async Task JudgeAsync(SproutClient client, Guid id, SoakContainer container, ConcurrentBag<string> wrong)
    {
        var record = await client.GetAsync(id);
        var failure = record.GetProperty("failure");
        if (failure.ValueKind == JsonValueKind.Null)
            return;
        var reason = failure.GetProperty("reason").GetString()!;
        if (!container.MayFailFor(string.Concat(reason.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]))))
            wrong.Add($"{id}, {container}, has failed: {failure}");
    }

    private void Note(string what) => output.WriteLine($"{Stopwatch.GetElapsedTime(_begun).TotalSeconds,6:0.0} s: {what}");
}
