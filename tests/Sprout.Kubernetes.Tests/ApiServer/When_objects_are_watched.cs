using System.Net;
using Sprout.Kubernetes.Models;
using Sprout.Testing;

namespace Sprout.Kubernetes.Tests.ApiServer;

public sealed class When_objects_are_watched
{
    [Theory]
    [OnEveryCluster]
    public async Task Everything_since_the_list_is_seen_in_order(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);
        var list = await sandbox.Client.ListAsync<V1Lease>(sandbox.Namespace, cancellationToken: Sandbox.Token);
        var created = await sandbox.Client.CreateAsync(sandbox.Lease("one", "me"), Sandbox.Token);
        await sandbox.Client.ReplaceAsync(created with { Spec = created.Spec! with { HolderIdentity = "you" } }, Sandbox.Token);
        await sandbox.Client.DeleteAsync<V1Lease>("one", sandbox.Namespace, cancellationToken: Sandbox.Token);

        var events = await TakeAsync(sandbox, list, 3);

        events.Select(e => e.Type).ShouldBe([WatchEventType.Added, WatchEventType.Modified, WatchEventType.Deleted]);
        events.Select(e => e.Object.Spec!.HolderIdentity).ShouldBe(["me", "you", "you"]);
        events.Select(e => e.Object.Metadata.ResourceVersion).Distinct().Count().ShouldBe(3, "a deletion is a version too");
    }

    [Theory]
    [OnEveryCluster]
    public async Task An_object_that_loses_the_label_counts_as_deleted(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);
        var list = await sandbox.Client.ListAsync<V1Lease>(sandbox.Namespace, cancellationToken: Sandbox.Token);
        var lease = sandbox.Lease("one");
        await sandbox.Client.CreateAsync(sandbox.Lease("other"), Sandbox.Token);
        var created = await sandbox.Client.CreateAsync(lease with { Metadata = lease.Metadata with { Labels = new Dictionary<string, string> { ["mine"] = "yes" } } }, Sandbox.Token);
        await sandbox.Client.ReplaceAsync(created with { Metadata = created.Metadata with { Labels = null } }, Sandbox.Token);

        var events = await TakeAsync(sandbox, list, 2, labelSelector: "mine=yes");

        events.Select(e => (e.Type, e.Object.Metadata.Name)).ShouldBe([(WatchEventType.Added, "one"), (WatchEventType.Deleted, "one")]);
    }

    [Theory]
    [OnEveryCluster]
    public async Task A_bookmark_tells_before_the_end_how_far_the_watch_has_come(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);
        var list = await sandbox.Client.ListAsync<V1Lease>(sandbox.Namespace, cancellationToken: Sandbox.Token);
        var other = await sandbox.Client.CreateAsync(sandbox.Lease("other"), Sandbox.Token);

        // The server sends one two seconds before its time-out, if it has seen anything since; it promises none, and a busy one leaves some out.
        var options = new WatchOptions { ResourceVersion = list.Metadata.ResourceVersion!, LabelSelector = "mine=yes", Timeout = TimeSpan.FromSeconds(5) };
        var events = new List<WatchEvent<V1Lease>>();
        for (var watches = 0; watches < 5 && events.Count == 0; watches++)
        {
            events = await sandbox.Client.WatchAsync<V1Lease>(sandbox.Namespace, options, Sandbox.Token).ToListAsync(Sandbox.Token);
        }

        events.ShouldNotBeEmpty();
        events.ShouldAllBe(e => e.Type == WatchEventType.Bookmark);
        ulong.Parse(events[^1].Object.Metadata.ResourceVersion!).ShouldBeGreaterThanOrEqualTo(ulong.Parse(other.Metadata.ResourceVersion!));
    }

    [Theory]
    [OnEveryCluster]
    public async Task A_version_too_old_is_gone(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);
        var options = new WatchOptions { ResourceVersion = "1", Timeout = TimeSpan.FromSeconds(3) };

        var refusal = await RefusalAsync(sandbox, options);

        Assert.SkipWhen(refusal is null, "A server that has only just started remembers even its first version.");
        refusal!.StatusCode.ShouldBe(HttpStatusCode.Gone);
        refusal.Status.Reason.ShouldBeOneOf("Expired", "Gone");
    }

    [Theory]
    [OnEveryCluster]
    public async Task Cancelling_ends_it(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);
        var list = await sandbox.Client.ListAsync<V1Lease>(sandbox.Namespace, cancellationToken: Sandbox.Token);
        await sandbox.Client.CreateAsync(sandbox.Lease("one"), Sandbox.Token);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Sandbox.Token);
        var options = new WatchOptions { ResourceVersion = list.Metadata.ResourceVersion! };

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in sandbox.Client.WatchAsync<V1Lease>(sandbox.Namespace, options, source.Token))
            {
                await source.CancelAsync();
            }
        });
    }

    private static async Task<KubernetesException?> RefusalAsync(Sandbox sandbox, WatchOptions options)
    {
        try
        {
            await sandbox.Client.WatchAsync<V1Lease>(sandbox.Namespace, options, Sandbox.Token).CountAsync(Sandbox.Token);
            return null;
        }
        catch (KubernetesException exception)
        {
            return exception;
        }
    }

    private static async Task<List<WatchEvent<V1Lease>>> TakeAsync(Sandbox sandbox, KubernetesList<V1Lease> list, int count, string? labelSelector = null)
    {
        var options = new WatchOptions { ResourceVersion = list.Metadata.ResourceVersion!, Timeout = TimeSpan.FromSeconds(30), LabelSelector = labelSelector };
        return await sandbox.Client.WatchAsync<V1Lease>(sandbox.Namespace, options, Sandbox.Token)
            .Where(e => e.Type != WatchEventType.Bookmark)
            .Take(count)
            .ToListAsync(Sandbox.Token);
    }
}
