using System.Net;
using Sprout.Kubernetes;
using Sprout.Kubernetes.Models;
using Xunit;

namespace Sprout.Testing;

/// <summary>A namespace of a spec's own, gone afterwards.</summary>
public sealed class Sandbox : IAsyncDisposable
{
    private Sandbox(KubernetesClient client, string @namespace)
    {
        Client = client;
        Namespace = @namespace;
    }

    public KubernetesClient Client { get; }

    public string Namespace { get; }

    /// <summary>Ends a spec that would wait for ever.</summary>
    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<Sandbox> OnAsync(string cluster)
    {
        var client = await ClientAsync(cluster);
        var sandbox = new Sandbox(client, $"spec-{Guid.CreateVersion7():n}");
        await client.CreateAsync(new V1Namespace { Metadata = new V1ObjectMeta { Name = sandbox.Namespace } }, Token);
        return sandbox;
    }

    public static async Task<KubernetesClient> ClientAsync(string cluster)
    {
        var testCluster = TestClusters.Named(cluster);
        await testCluster.StartAsync(Token);
        return new KubernetesClient(KubernetesClientConfiguration.BuildConfigFromConfigFile(testCluster.KubeconfigPath));
    }

    public V1ObjectMeta Meta(string name) => new() { Name = name, Namespace = Namespace };

    /// <summary>The smallest object that no controller touches.</summary>
    public V1Lease Lease(string name, string holder = "nobody") => new() { Metadata = Meta(name), Spec = new V1LeaseSpec { HolderIdentity = holder } };

    /// <summary>Creates a pod, once the namespace has the service account that a real server wants.</summary>
    public async Task<V1Pod> CreatePodAsync(V1Pod pod)
    {
        try
        {
            return await Client.CreateAsync(pod, Token);
        }
        catch (KubernetesException exception) when (exception.StatusCode == HttpStatusCode.Forbidden)
        {
            var seen = await Client.ListAsync<V1ServiceAccount>(Namespace, cancellationToken: Token);
            if (!seen.Items.Any(account => account.Metadata.Name == "default"))
                await FirstEventAsync<V1ServiceAccount>(seen.Metadata.ResourceVersion!, e => e.Object.Metadata.Name == "default");
            return await Client.CreateAsync(pod, Token);
        }
    }

    /// <summary>Returns once the namespace has the service account without which a real server refuses pods; the simulator wants none.</summary>
    public async Task WaitUntilPodsAreAdmittedAsync()
    {
        var name = $"probe-{Guid.CreateVersion7():n}";
        await CreatePodAsync(new()
        {
            Metadata = Meta(name),
            Spec = new() { AutomountServiceAccountToken = false, Containers = [new() { Name = "main", Image = "busybox" }] },
        });
        await Client.DeleteAsync<V1Pod>(name, Namespace, new() { GracePeriodSeconds = 0 }, Token);
    }

    /// <summary>Admits no more than so many pods, once the server has counted them.</summary>
    public async Task LimitPodsAsync(int pods)
    {
        var seen = await Client.ListAsync<V1ResourceQuota>(Namespace, cancellationToken: Token);
        var limit = pods.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await Client.CreateAsync(new V1ResourceQuota { Metadata = Meta("limit"), Spec = new() { Hard = new Dictionary<string, string> { ["pods"] = limit } } }, Token);
        await FirstEventAsync<V1ResourceQuota>(seen.Metadata.ResourceVersion!, change => change.Object.Status?.Hard?.GetValueOrDefault("pods") == limit);
    }

    /// <summary>The first event of a watch that is so.</summary>
    public async Task<WatchEvent<T>> FirstEventAsync<T>(string resourceVersion, Func<WatchEvent<T>, bool> isSo)
        where T : class, IKubernetesObject
    {
        var options = new WatchOptions { ResourceVersion = resourceVersion, Timeout = TimeSpan.FromMinutes(1) };
        await foreach (var watchEvent in Client.WatchAsync<T>(Namespace, options, Token))
        {
            if (isSo(watchEvent))
            {
                return watchEvent;
            }
        }

        throw new InvalidOperationException($"The watch of {T.ResourceType.Plural} ended without the event.");
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DeleteAsync<V1Namespace>(Namespace, options: new DeleteOptions { Propagation = DeletePropagation.Background }, cancellationToken: CancellationToken.None);
        Client.Dispose();
    }
}
