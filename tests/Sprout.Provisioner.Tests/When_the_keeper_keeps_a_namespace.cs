using System.Net;
using Sprout.Kubernetes;
using Sprout.Kubernetes.Models;
using Sprout.Provisioner.Isolation;
using Sprout.Testing;

namespace Sprout.Provisioner.Tests;

public sealed class When_the_keeper_keeps_a_namespace
{
    private static readonly IsolationOptions Often = new() { Interval = TimeSpan.FromMilliseconds(250) };

    [Theory]
    [OnEveryCluster]
    public async Task One_that_was_deleted_is_made_again(string cluster)
    {
        await using var host = await IsolationHost.OnAsync(cluster, Often);
        await host.Keeper.StartAsync(CancellationToken.None);
        await UntilAppliedAsync(host);
        var first = await UidAsync(host);

        await host.Kubernetes.DeleteAsync<V1Namespace>(host.Namespace);

        await UntilMadeAgainAsync(host, first);
        await host.Keeper.StopAsync(CancellationToken.None);
    }

    [Theory]
    [OnEveryCluster]
    public async Task One_that_is_going_away_is_asked_for_again_soon(string cluster)
    {
        await using var host = await IsolationHost.OnAsync(cluster, new() { Interval = TimeSpan.FromHours(1) });
        await host.ApplyAsync();
        var first = await UidAsync(host);
        await SetFinalizersAsync("sprout.dev/spec");
        await host.Kubernetes.DeleteAsync<V1Namespace>(host.Namespace);

        (await host.ApplyAsync()).ShouldBe(NamespaceState.Leaving);
        await host.Keeper.StartAsync(CancellationToken.None);
        await SetFinalizersAsync();

        await UntilMadeAgainAsync(host, first);
        await host.Keeper.StopAsync(CancellationToken.None);

        async Task SetFinalizersAsync(params string[] finalizers)
        {
            var found = (await host.Kubernetes.ReadAsync<V1Namespace>(host.Namespace))!;
            await host.Kubernetes.ReplaceAsync(found with { Metadata = found.Metadata with { ResourceVersion = null, Finalizers = finalizers } });
        }
    }

    [Theory]
    [OnEveryCluster]
    public async Task What_was_removed_comes_back_by_itself(string cluster)
    {
        await using var host = await IsolationHost.OnAsync(cluster, Often);
        await host.Keeper.StartAsync(CancellationToken.None);
        await UntilAppliedAsync(host);

        await host.Kubernetes.DeleteAsync<V1ResourceQuota>(NamespaceManifests.Name, host.Namespace);

        await UntilAppliedAsync(host);
        await host.Keeper.StopAsync(CancellationToken.None);
    }

    [Theory]
    [OnEveryCluster]
    public async Task A_failure_is_followed_by_another_try_soon(string cluster)
    {
        await using var own = await IsolationHost.OnAsync(cluster);
        var configuration = KubernetesClientConfiguration.BuildConfigFromConfigFile(TestClusters.Named(cluster).KubeconfigPath);
        using var failing = new KubernetesClient(configuration with { WrapHandler = inner => new FailsFirst(inner) });
        await using var host = await IsolationHost.OnAsync(cluster, new() { Interval = TimeSpan.FromHours(1) }, @namespace: own.Namespace, through: failing);

        (await host.Keeper.RunOnceAsync(Sandbox.Token)).ShouldBeFalse();
        await host.Keeper.StartAsync(CancellationToken.None);

        await UntilAppliedAsync(host);
        await host.Keeper.StopAsync(CancellationToken.None);
        host.Keeper.ExecuteTask!.IsFaulted.ShouldBeFalse();
    }

    private static async Task<string?> UidAsync(IsolationHost host) => (await host.Kubernetes.ReadAsync<V1Namespace>(host.Namespace))?.Metadata.Uid;

    // A real server takes some seconds to empty a namespace.
    private static async Task UntilMadeAgainAsync(IsolationHost host, string? first)
    {
        await Eventually.HoldsAsync("another namespace of that name", async () => await UidAsync(host) is { } uid && uid != first, TimeSpan.FromMinutes(1));
        await UntilAppliedAsync(host);
    }

    // The quota is the last that is applied.
    private static Task UntilAppliedAsync(IsolationHost host) => Eventually.HoldsAsync(
        "everything is applied",
        async () => await host.Kubernetes.ReadAsync<V1ResourceQuota>(NamespaceManifests.Name, host.Namespace) is { Metadata.DeletionTimestamp: null });

    private sealed class FailsFirst(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        private int _calls;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Interlocked.Increment(ref _calls) switch
            {
                1 => throw new IOException("No way there."),
                2 => new(HttpStatusCode.InternalServerError) { Content = new StringContent("oops") },
                _ => await base.SendAsync(request, cancellationToken),
            };
    }
}
