using System.Net;
using Sprout.Kubernetes.Models;
using Sprout.Testing;

namespace Sprout.Kubernetes.Tests.ApiServer;

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
        var seen = await Client.ListAsync<V1ServiceAccount>(Namespace, cancellationToken: Token);
        var exists = seen.Items.Any(account => account.Metadata.Name == "default");
        if (!exists)
        {
            try
            {
                return await Client.CreateAsync(pod, Token);
            }
            catch (KubernetesException exception) when (exception.StatusCode == HttpStatusCode.Forbidden)
            {
                await FirstEventAsync<V1ServiceAccount>(seen.Metadata.ResourceVersion!, e => e.Object.Metadata.Name == "default");
            }
        }

        return await Client.CreateAsync(pod, Token);
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
