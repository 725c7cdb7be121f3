using Microsoft.Extensions.DependencyInjection;
using Sprout.Hosting;
using Sprout.Kubernetes;
using Sprout.Kubernetes.Models;
using Sprout.Provisioner.Isolation;
using Sprout.Provisioner.Manifests;
using Sprout.Testing;

namespace Sprout.Provisioner.Tests;

/// <summary>What keeps a namespace, with a name that no other spec uses; the namespace goes with it.</summary>
internal sealed class IsolationHost : IAsyncDisposable
{
    private readonly KubernetesClient _client;
    private readonly ServiceProvider _services;

    private IsolationHost(KubernetesClient client, string @namespace, bool creates, IsolationOptions isolation, WorkloadOptions workload, IKubernetes? through)
    {
        _client = client;
        Namespace = @namespace;
        _services = new ServiceCollection()
            .AddSingleton(through ?? client)
            .AddSingleton(new KubernetesOptions { Namespace = @namespace, CreateNamespace = creates })
            .AddSingleton(isolation)
            .AddSingleton(workload)
            .AddSingleton(TimeProvider.System)
            .AddLogging()
            .AddNamespaceKeeper()
            .BuildServiceProvider(validateScopes: true);
    }

    public string Namespace { get; }

    public IKubernetes Kubernetes => _client;

    public NamespaceObjects Objects => _services.GetRequiredService<NamespaceObjects>();

    public NamespaceKeeper Keeper => (NamespaceKeeper)_services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().Single();

    public static async Task<IsolationHost> OnAsync(
        string cluster, IsolationOptions? isolation = null, WorkloadOptions? workload = null, string? @namespace = null, bool creates = true, IKubernetes? through = null) =>
        new(await Sandbox.ClientAsync(cluster), @namespace ?? $"spec-{Guid.CreateVersion7():n}", creates, isolation ?? new(), workload ?? new(), through);

    public Task<NamespaceState> ApplyAsync() => Objects.ApplyAsync(Sandbox.Token);

    /// <summary>Everything that it holds, by kind and name, with the version that each write changes.</summary>
    public async Task<IReadOnlyDictionary<string, string?>> VersionsAsync()
    {
        var versions = new Dictionary<string, string?>(StringComparer.Ordinal);
        if (await _client.ReadAsync<V1Namespace>(Namespace) is { } @namespace)
            versions["Namespace"] = @namespace.Metadata.ResourceVersion;
        await AddAsync<V1NetworkPolicy>();
        await AddAsync<V1LimitRange>();
        await AddAsync<V1ResourceQuota>();
        return versions;

        async Task AddAsync<T>()
            where T : class, IKubernetesObject
        {
            foreach (var item in (await _client.ListAsync<T>(Namespace)).Items)
                versions[$"{T.ResourceType.Kind} {item.Metadata.Name}"] = item.Metadata.ResourceVersion;
        }
    }

    /// <summary>Returns once the quota is in force, as a real server's is only when its controller has counted.</summary>
    public Task QuotaIsCountedAsync() => Eventually.HoldsAsync(
        "the quota is counted",
        async () => (await _client.ReadAsync<V1ResourceQuota>(NamespaceManifests.Name, Namespace))?.Status?.Hard?.ContainsKey("pods") == true);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _client.DeleteAsync<V1Namespace>(Namespace);
        _client.Dispose();
    }
}
