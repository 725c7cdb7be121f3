using System.Collections.Concurrent;
using Sprout.Kubernetes;
using Sprout.Kubernetes.Models;
using Sprout.Testing;

namespace Sprout.EndToEnd.Tests;

/// <summary>
/// Follows the pods of a cluster that was empty, and knows how many each container had. There is one for each: whatever dies and comes again, a container
/// that has had its pod gets no other, while it lives or after it has ended.
/// </summary>
public sealed class PodCensus
{
    private readonly SproutClient _client;
    private readonly ConcurrentDictionary<Guid, int> _pods = new();
    private readonly ConcurrentDictionary<string, Guid> _there = new();
    private readonly ConcurrentQueue<string> _doubled = new();

    /// <summary>Asks that client what has become of a container that gets a further pod.</summary>
    public PodCensus(SproutClient client) => _client = client;

    /// <summary>Follows until it is cancelled. Throws <see cref="InvalidOperationException"/> when the cluster ends the watch before: it would know too little.</summary>
    public async Task FollowAsync(KubernetesClient cluster, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var change in cluster.WatchAsync<V1Pod>(null, new WatchOptions { ResourceVersion = "0", Timeout = TimeSpan.FromHours(1) }, cancellationToken))
                await TakeAsync(change);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return; // the test has seen enough
        }

        throw new InvalidOperationException("The watch of pods ended before the test.");
    }

    /// <summary>Each of these had one pod, nothing else had any, and all pods are gone.</summary>
    public async Task JudgeAsync(IEnumerable<Guid> containers)
    {
        await Eventually.HoldsAsync("each pod that was made is gone", () => _there.IsEmpty);
        _pods.Keys.Order().ShouldBe(containers.Order(), "each container had a pod, and nothing else");
        _doubled.ShouldBeEmpty();
    }

    private async Task TakeAsync(WatchEvent<V1Pod> change)
    {
        if (change.Type is not (WatchEventType.Added or WatchEventType.Deleted))
            return;
        var (name, uid) = (change.Object.Metadata.Name!, change.Object.Metadata.Uid!);
        var id = Guid.Parse(name["c-".Length..]);
        if (change.Type == WatchEventType.Deleted)
        {
            _there.TryRemove(uid, out _);
            return;
        }

        if (_there.Values.Contains(id))
            _doubled.Enqueue($"container {id} has two pods at once");
        _there.TryAdd(uid, id);
        var count = _pods.AddOrUpdate(id, 1, (_, before) => before + 1);
        if (count == 1)
            return;
        var status = (await _client.GetAsync(id)).GetProperty("status").GetString()!;
        _doubled.Enqueue($"container {id}, which is {status}, gets its pod number {count}");
    }
}
