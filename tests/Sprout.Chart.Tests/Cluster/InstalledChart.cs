using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Sprout.Chart.Tests.Helm;
using Sprout.Kubernetes;
using Sprout.Kubernetes.Models;
using Sprout.Testing;

namespace Sprout.Chart.Tests.Cluster;

/// <summary>The chart on the given cluster, in namespaces of its own, once for all specs; gone afterwards.</summary>
public sealed class InstalledChart : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _tokens = new(StringComparer.Ordinal);
    private readonly string _id = $"{Guid.NewGuid():n}"[..10];

    /// <summary>Who may do everything.</summary>
    public KubernetesClient Admin { get; private set; } = null!;

    /// <summary>The release's namespace.</summary>
    public string Release => $"spec-{_id}";

    /// <summary>The containers' namespace.</summary>
    public string Containers => $"spec-{_id}-containers";

    /// <summary>The one object that belongs to the whole cluster.</summary>
    public string FlowSchema => $"{Release}-sprout-lifecycle";

    /// <summary>What Helm is told, at each upgrade again.</summary>
    internal IEnumerable<string> Values => ["--set", $"containers.namespace.name={Containers}", .. ValueSets.Arguments(ValueSets.Old)];

    public async ValueTask InitializeAsync()
    {
        if (!OnAGivenClusterAttribute.IsGiven)
            return;
        Admin = new(Configuration);
        await Admin.CreateAsync(new V1Namespace { Metadata = new() { Name = Release } });
        await Admin.CreateAsync(new V1Secret
        {
            Metadata = new() { Name = "redis-secret", Namespace = Release },
            Data = new Dictionary<string, byte[]> { ["redis-password"] = Encoding.UTF8.GetBytes("a,b=c \"d'") },
        });
        var result = await HelmAsync(["install", "sprout", HelmBinary.Chart, .. Values]);
        result.ExitCode.ShouldBe(0, result.Error);
        // Before that a server refuses every pod.
        await Eventually.HoldsAsync("the containers' namespace takes pods", async () =>
            await Admin.ReadAsync<V1ServiceAccount>("default", Containers) is not null && (await Admin.ReadAsync<V1ResourceQuota>("sprout", Containers))?.Status?.Hard is { Count: > 0 });
    }

    public async ValueTask DisposeAsync()
    {
        if (Admin is null)
            return;
        foreach (var created in (string[])[Release, Containers])
            await Admin.DeleteAsync<V1Namespace>(created, options: new() { Propagation = DeletePropagation.Background });
        await Admin.DeleteAsync<V1Beta1FlowSchema>(FlowSchema);
        Admin.Dispose();
    }

    /// <summary>Runs Helm on the release's namespace.</summary>
    internal Task<HelmResult> HelmAsync(params string[] arguments) =>
        HelmBinary.RunAsync([.. arguments, "--namespace", Release], CancellationToken.None, OnAGivenClusterAttribute.Kubeconfig);

    /// <summary>A client with the token of a service's account, or of another one of the release's namespace, and nothing more.</summary>
    internal async Task<KubernetesClient> AsAsync(string service, CancellationToken cancellationToken, string? account = null, Func<HttpMessageHandler, HttpMessageHandler>? wrap = null)
    {
        var token = await _tokens.GetOrAdd(service, _ => new(() => MakeTokenAsync(service, account ?? $"sprout-{service}", cancellationToken))).Value;
        return Bearing(token, wrap);
    }

    private async Task<string> MakeTokenAsync(string service, string account, CancellationToken cancellationToken)
    {
        var name = $"{service}-token-of-spec";
        await Admin.CreateAsync(
            new V1Secret
            {
                Metadata = new() { Name = name, Namespace = Release, Annotations = new Dictionary<string, string> { ["kubernetes.io/service-account.name"] = account } },
                Type = "kubernetes.io/service-account-token",
            },
            cancellationToken);
        byte[]? token = null;
        await Eventually.HoldsAsync("the account's token is made", async () =>
            (await Admin.ReadAsync<V1Secret>(name, Release, cancellationToken))?.Data?.TryGetValue("token", out token) is true);
        // The server holds such a token against what its own watch of Secrets last told it, where for a moment there is none yet.
        using var client = Bearing(Encoding.UTF8.GetString(token!));
        await Eventually.HoldsAsync("the server knows the account's token", async () => await StatusAsync(client, cancellationToken) != HttpStatusCode.Unauthorized);
        return Encoding.UTF8.GetString(token!);
    }

    private static async Task<HttpStatusCode> StatusAsync(KubernetesClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.CreateAsync(new V1SelfSubjectRulesReview { Spec = new("default") }, cancellationToken);
            return HttpStatusCode.Created;
        }
        catch (KubernetesException refusal)
        {
            return refusal.StatusCode;
        }
    }

    private static KubernetesClient Bearing(string token, Func<HttpMessageHandler, HttpMessageHandler>? wrap = null) =>
        new(Configuration with { ClientCertificate = null, ClientCertificateChain = null, ClientCertificateFile = null, ClientKeyFile = null, AccessTokenFile = null, AccessToken = token, WrapHandler = wrap });

    private static KubernetesClientConfiguration Configuration => KubernetesClientConfiguration.BuildConfigFromConfigFile(OnAGivenClusterAttribute.Kubeconfig!);
}
