using Sprout.Kubernetes;
using Sprout.Kubernetes.Models;
using Sprout.Testing;

namespace Sprout.EndToEnd.Tests.Failures;

/// <summary>What a cluster refuses or takes away, one after the other, and held against what the API is to say of it: the same of every cluster.</summary>
internal sealed class FailuresOfClusters(SproutClient client, KubernetesClient kubernetes, string @namespace, Func<Task> goAwayAsync)
{
    private const string Anchor = "anchor";

    private readonly FailureBook _book = new();

    /// <summary>Leaves the namespace between life and death, and the API server away.</summary>
    public async Task ProvokeAsync()
    {
        await BeDeletedAsync();
        await BeRefusedAsync();
        await FindNoRoomAsync();
        await FindNoNamespaceAsync();
        await goAwayAsync();
        await _book.WriteAsync(client, "API server away", await client.CreateAsync("unheard"));
        _book.ShouldMatch("failures-of-clusters.txt");
    }

    /// <summary>Lets the namespace go.</summary>
    public static async Task CleanUpAsync(KubernetesClient kubernetes, string @namespace)
    {
        if (await kubernetes.ReadAsync<V1NetworkPolicy>(Anchor, @namespace) is { } anchor)
            await kubernetes.ReplaceAsync(anchor with { Metadata = anchor.Metadata with { Finalizers = [] } });
        await kubernetes.DeleteAsync<V1Namespace>(@namespace);
    }

    private async Task BeDeletedAsync()
    {
        var victim = await client.RunAsync("victim");
        (await kubernetes.DeleteAsync<V1Pod>($"c-{victim}", @namespace)).ShouldBeTrue();
        await _book.WriteAsync(client, "deleted by somebody else", victim);
    }

    private async Task BeRefusedAsync()
    {
        await kubernetes.CreateAsync(new V1LimitRange
        {
            Metadata = new() { Name = "tight", Namespace = @namespace },
            Spec = new() { Limits = [new() { Type = "Container", Max = new Dictionary<string, string> { ["cpu"] = "1m" } }] },
        });
        await _book.WriteAsync(client, "refused by admission", await client.CreateAsync("refused"));
        await kubernetes.DeleteAsync<V1LimitRange>("tight", @namespace);
    }

    private async Task FindNoRoomAsync()
    {
        await kubernetes.CreateAsync(new V1ResourceQuota
        {
            Metadata = new() { Name = "full", Namespace = @namespace },
            Spec = new() { Hard = new Dictionary<string, string> { ["pods"] = "0" } },
        });
        // Until its controller has counted, a real server has other words.
        await Eventually.HoldsAsync("it is in force", async () => (await kubernetes.ReadAsync<V1ResourceQuota>("full", @namespace))?.Status?.Used?.ContainsKey("pods") is true);
        await _book.WriteAsync(client, "quota of the cluster", await client.CreateAsync("crowded"));
        await kubernetes.DeleteAsync<V1ResourceQuota>("full", @namespace);
    }

    // Something in it that does not go keeps it from going.
    private async Task FindNoNamespaceAsync()
    {
        await kubernetes.CreateAsync(new V1NetworkPolicy { Metadata = new() { Name = Anchor, Namespace = @namespace, Finalizers = ["sprout.dev/test"] }, Spec = new() { PodSelector = new() } });
        await kubernetes.DeleteAsync<V1Namespace>(@namespace);
        await _book.WriteAsync(client, "namespace terminating", await client.CreateAsync("homeless"));
    }
}
