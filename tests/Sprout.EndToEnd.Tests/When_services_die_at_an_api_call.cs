using System.Collections.Concurrent;
using Sprout.ClusterSimulator;
using Sprout.ClusterSimulator.Calls;
using Sprout.Kubernetes;
using Sprout.Kubernetes.Models;
using Sprout.Testing;

namespace Sprout.EndToEnd.Tests;

/// <summary>
/// The provisioner and the lifecycle are killed at every API call that they make, before it is carried out and after: each container goes its way
/// exactly once, and nothing is left. The short form kills once at each call of an undisturbed life, the first before, the next after it is carried out, and so
/// on by turns: the same in each run. <c>SPROUT_TEST_LONG=1</c> kills at both moments of each, also of those calls that only come of the killing.
/// </summary>
public sealed class When_services_die_at_an_api_call(ITestOutputHelper output) : IDisposable
{
    private const int AtOnce = 4;

    // What an undisturbed life of both services and of their containers asks for, from the start on.
    private static readonly string[] Calls =
    [
        "lifecycle-1 get leases sprout-observer-*",
        "lifecycle-1 create leases",
        "lifecycle-1 update leases sprout-observer-*",
        "lifecycle-1 list pods",
        "lifecycle-1 watch pods",
        "lifecycle-1 get pods/log c-*",
        "provisioner-1 get namespaces sprout",
        "provisioner-1 patch namespaces sprout",
        "provisioner-1 patch networkpolicies sprout-default-deny",
        "provisioner-1 patch networkpolicies sprout-allow-ingress",
        "provisioner-1 patch networkpolicies sprout-allow-egress",
        "provisioner-1 patch resourcequotas sprout",
        "provisioner-1 patch limitranges sprout",
        "provisioner-1 create pods",
        "provisioner-1 create services",
        "provisioner-1 create ingresses",
        "provisioner-1 get pods c-*",
        "provisioner-1 patch services c-*",
        "provisioner-1 patch ingresses c-*",
        "provisioner-1 get pods/log c-*",
        "provisioner-1 delete pods c-*",
    ];

    // A step that is asked for again, as a slow one is, finds what is there.
    private static readonly string[] CallsOfRepeats = ["provisioner-1 get services c-*", "provisioner-1 get ingresses c-*"];

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("SPROUT_TEST_LONG") == "1";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly string[] Apart = ["--cluster", "--separate", "--gateways", "1", "--lifecycles", "1", "--provisioners", "1", "--captchas", "1", "--rate-limiters", "1"];

    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentDictionary<Guid, bool> _created = new();
    private int _number;

    [Fact]
    public async Task Each_container_goes_its_way_exactly_once()
    {
        var killer = new CallKiller(output);
        await using var cluster = await ClusterSimulator.ClusterSimulator.StartAsync(new ClusterSimulatorOptions { OnCall = killer.HearAsync });
        await using var sprout = await SproutProcess.UpAsync(_folder.Path, Apart, Settings(cluster.KubeconfigPath));
        try
        {
            await LiveAndDieAsync(sprout, cluster.KubeconfigPath, killer);
        }
        catch (Exception)
        {
            output.WriteLine($"Not yet killed at: {string.Join(", ", killer.Pending)}");
            output.WriteLine(sprout.Output);
            throw;
        }

        (await sprout.TerminateAsync()).ShouldBe(0, sprout.Output);
    }

    public void Dispose() => _folder.Dispose();

    // With the waits of production a test would take minutes.
    private static Dictionary<string, string> Settings(string kubeconfig) => new()
    {
        ["Lifecycle__StepInterval"] = "00:00:01",
        ["Lifecycle__KeeperInterval"] = "00:00:00.1",
        ["Lifecycle__Observer__SweepInterval"] = "00:00:01",
        ["Lifecycle__Observer__LeaseDuration"] = "00:00:05",
        ["Lifecycle__Observer__RenewInterval"] = "00:00:01",
        ["Bus__ClaimIdleTime"] = "00:00:02",
        ["Quota__Total"] = "100000",
        ["Quota__PerServiceOwner"] = "100000",
        ["KUBECONFIG"] = kubeconfig,
    };

    private async Task LiveAndDieAsync(SproutProcess sprout, string kubeconfig, CallKiller killer)
    {
        using var client = sprout.Client();
        using var cluster = new KubernetesClient(KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig));
        var left = new WhatIsLeft(sprout, kubeconfig);
        using var ending = new CancellationTokenSource();
        var census = new PodCensus(client);
        var following = census.FollowAsync(cluster, ending.Token);

        // What an undisturbed life asks for.
        await Task.WhenAll(WalkAsync(client, killer, fails: false), WalkAsync(client, killer, fails: true));
        killer.Seen.Except(CallsOfRepeats).ShouldBe(Calls, ignoreOrder: true, "these are the calls to be killed at");
        killer.Begin(sprout, IsLong ? null : [.. Calls.Select((call, index) => $"{call} {(index % 2 == 0 ? ApiMoment.Before : ApiMoment.After)}")]);
        using (var readiness = new ReadinessWatch(sprout, killer))
        {
            await Parallel.ForEachAsync(Enumerable.Range(0, AtOnce), async (worker, _) =>
            {
                while (killer.Pending is { Count: > 0 } pending)
                {
                    await WalkAsync(client, killer, fails: worker % 2 == 0);
                    killer.Walked();
                    // Made once in an installation's life, unless somebody takes it away.
                    if (pending.Any(target => target.Contains("create leases", StringComparison.Ordinal)))
                        await TakeLeaseAsync(cluster);
                }
            }).WaitAsync(Patience * (IsLong ? 8 : 3)); // a dozen lives, of some seconds each; and machines are slow
        }

        killer.End();
        output.WriteLine($"{killer.Kills} kills in the lives of {_created.Count} containers");
        await CheckAsync(left);
        if (following.IsCompleted)
            await following; // throws: it was to go on
        await census.JudgeAsync(_created.Keys);
        await ending.CancelAsync();
        await following;
    }

    private async Task CheckAsync(WhatIsLeft left)
    {
        var feed = new FeedReader(left);
        await feed.ReadUntilAsync(_created.Count, "deleted");
        foreach (var (id, fails) in _created)
        {
            var story = feed.Stories[id];
            story.Select(line => line.Status).Distinct().ShouldBe(["pending", fails ? "failed" : "running", "deleting", "deleted"], $"container {id}");
            story.Select(line => line.Version).ShouldBeInOrder(SortDirection.Ascending);
            story.DistinctBy(line => line.Version).Count().ShouldBe(story.Count, $"container {id}: nothing is told twice");
        }

        feed.Stories.Count.ShouldBe(_created.Count, "nothing else was ever made");
        await Eventually.HoldsAsync("nothing in the cluster", async () => await left.ObjectsOfAsync() == (0, 0, 0));
        (await left.SlotsAsync()).ShouldBeEmpty();
        await Eventually.HoldsAsync("nothing to wait for", async () => (await left.WaitingAsync()).Count == 0);
        // So many consumers die over a few containers' messages that one may have been delivered ten times, and then counts as poison; its step was asked for again.
        await Eventually.HoldsAsync("nothing to be handled", async () => (await left.MessagesAsync()).All(IsPoison), Patience);
    }

    private static bool IsPoison(string message) =>
        message.Contains("_error ", StringComparison.Ordinal) && message.Contains("times and never finished", StringComparison.Ordinal);

    // A program that is told to come back does, with the same key, and then it happens once.
    private async Task WalkAsync(SproutClient client, CallKiller killer, bool fails)
    {
        var number = Interlocked.Increment(ref _number);
        Guid id = default;
        await Eventually.HoldsAsync(
            $"container {number} is accepted",
            () => SproutClient.TryAsync(async () => id = await client.CreateAsync($"number-{number}", fails ? "nginx:crash" : null, idempotencyKey: $"key-{number}")),
            Patience);
        _created.TryAdd(id, fails).ShouldBeTrue();
        await UntilAsync(client, id, fails ? "failed" : "running");
        if (!fails)
        {
            await Eventually.HoldsAsync($"container {id} is extended", () => SproutClient.TryAsync(() => client.ExtendAsync(id, TimeSpan.FromDays(2))), Patience);
            // The API says nothing of what that has made again; of later ones it may be on its way when they are deleted.
            await Eventually.HoldsAsync("objects are applied again", () => killer.Seen.Contains("provisioner-1 patch ingresses c-*"), Patience);
        }

        await Eventually.HoldsAsync($"container {id} is to be deleted", () => SproutClient.TryAsync(() => client.DeleteAsync(id)), Patience);
        await UntilAsync(client, id, "deleted");
    }

    private static Task UntilAsync(SproutClient client, Guid id, string status) =>
        Eventually.HoldsAsync($"container {id} is {status}", async () => (await client.GetAsync(id)).GetProperty("status").GetString() == status, Patience);

    private static async Task TakeLeaseAsync(KubernetesClient cluster)
    {
        foreach (var lease in (await cluster.ListAsync<V1Lease>("sprout")).Items)
            await cluster.DeleteAsync<V1Lease>(lease.Metadata.Name!, "sprout");
    }
}
