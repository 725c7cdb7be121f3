using System.Collections.Concurrent;
using Sprout.Testing;

namespace Sprout.EndToEnd.Tests;

/// <summary>
/// Many containers live and end while the processes of the services die all the time, and each goes its way exactly once.
/// <c>SPROUT_TEST_LONG=1</c> takes more of them, <c>SPROUT_TEST_SEED</c> repeats a draw.
/// </summary>
public sealed class When_services_are_killed_one_after_another(ITestOutputHelper output) : IDisposable
{
    private const int AtOnce = 16;
    private const int OneFailsOf = 10;

    private static readonly int Containers = Environment.GetEnvironmentVariable("SPROUT_TEST_LONG") == "1" ? 1000 : 120;
    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("SPROUT_TEST_SEED"), out var seed) ? seed : Environment.TickCount;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    // With the waits of production a test would take minutes; the quotas are there to see that all slots come back.
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["Lifecycle__StepInterval"] = "00:00:01",
        ["Lifecycle__Observer__SweepInterval"] = "00:00:01",
        ["Lifecycle__Observer__LeaseDuration"] = "00:00:05",
        ["Lifecycle__Observer__RenewInterval"] = "00:00:01",
        ["Bus__ClaimIdleTime"] = "00:00:02",
        ["Quota__Total"] = "100000",
        ["Quota__PerServiceOwner"] = "100000",
    };

    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentDictionary<Guid, bool> _created = new();

    [Fact]
    public async Task Each_container_goes_its_way_exactly_once()
    {
        output.WriteLine($"SPROUT_TEST_SEED={Seed}");
        await using var sprout = await SproutProcess.UpAsync(_folder.Path, ["--separate"], Settings);
        try
        {
            await LiveAndEndAsync(sprout);
        }
        catch (Exception)
        {
            output.WriteLine(sprout.Output);
            throw;
        }

        (await sprout.TerminateAsync()).ShouldBe(0, sprout.Output);
    }

    public void Dispose() => _folder.Dispose();

    private async Task LiveAndEndAsync(SproutProcess sprout)
    {
        using var client = sprout.Client();
        var left = new WhatIsLeft(sprout);
        var feed = new FeedReader(left);
        var spree = new KillingSpree(sprout, new Random(Seed), output);

        await EachAsync(Enumerable.Range(0, Containers), number => CreateAsync(client, number), spree);
        spree.Note("all are accepted");
        await feed.ReadUntilAsync(Containers, "running", "failed");
        spree.Note("all run or have failed");

        var running = _created.Where(container => !container.Value).Select(container => container.Key).ToList();
        await Eventually.HoldsAsync("a pod for each that runs, and no other", async () => await left.ObjectsOfAsync() == (running.Count, running.Count, running.Count));
        (await left.SlotsAsync()).Order().ShouldBe(running.Concat(running).Order(), "each holds a slot of its owner's and one of all");

        await EachAsync(_created.Keys, id => DeleteAsync(client, id), spree);
        spree.Note("all are to be deleted");
        await feed.ReadUntilAsync(Containers, "deleted");
        spree.Note("all are deleted");

        foreach (var (id, fails) in _created)
            Check(feed.Stories[id], fails);
        feed.Stories.Count.ShouldBe(Containers, "nothing else was ever made");
        await Eventually.HoldsAsync("nothing in the cluster", async () => await left.ObjectsOfAsync() == (0, 0, 0));
        (await left.SlotsAsync()).ShouldBeEmpty();
        await Eventually.HoldsAsync("nothing to be handled", async () => (await left.MessagesAsync()).Count == 0);
        spree.Note("nothing is left");
        spree.Kills.ShouldBeGreaterThanOrEqualTo(2 * Containers / 25 - 2);
    }

    private static Task EachAsync<T>(IEnumerable<T> items, Func<T, Task> act, KillingSpree spree) =>
        Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (item, _) =>
        {
            await act(item);
            spree.Progress();
        });

    private static void Check(List<FeedLine> story, bool fails)
    {
        story.Select(line => line.Status).ShouldBe(["pending", fails ? "failed" : "running", "deleting", "deleted"]);
        // Each change follows from the one before it; the version also counts what the feed does not tell.
        story.Select(line => line.Previous).ShouldBe(["", .. story.Select(line => line.Status).SkipLast(1)]);
        story.Select(line => line.Version).ShouldBeInOrder(SortDirection.Ascending);
        story.DistinctBy(line => line.Version).Count().ShouldBe(story.Count);
        story[0].Version.ShouldBe(1);
    }

    // A program that is told to come back does, with the same key, and then it happens once.
    private async Task CreateAsync(SproutClient client, int number)
    {
        var fails = number % OneFailsOf == 0;
        Guid id = default;
        await Eventually.HoldsAsync(
            $"container {number} is accepted",
            () => SproutClient.TryAsync(async () => id = await client.CreateAsync($"number-{number}", fails ? "nginx:does-not-exist" : null, idempotencyKey: $"key-{number}")),
            Patience);
        _created.TryAdd(id, fails).ShouldBeTrue();
    }

    private static Task DeleteAsync(SproutClient client, Guid id) =>
        Eventually.HoldsAsync($"container {id} is to be deleted", () => SproutClient.TryAsync(() => client.DeleteAsync(id)), Patience);
}
