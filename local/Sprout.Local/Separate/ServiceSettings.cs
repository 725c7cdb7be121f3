using Sprout.Local.Cluster;

namespace Sprout.Local.Separate;

/// <summary>What each service is told: no more than it needs, so that API keys are known to gateways only.</summary>
public sealed class ServiceSettings(LocalSettings settings, LocalCluster cluster)
{
    /// <summary>The settings of a service that is to answer at that address, by their configuration keys.</summary>
    public IReadOnlyDictionary<string, string?> Of(ServiceInstance instance, Uri url) => new Dictionary<string, string?>(
        [.. settings.ForAll(), .. settings.ForMetrics(instance.Index), .. OfKind(instance), .. Process(url)], StringComparer.OrdinalIgnoreCase);

    private IEnumerable<KeyValuePair<string, string?>> OfKind(ServiceInstance instance) => instance.Kind switch
    {
        ServiceKind.Gateway => [.. settings.ForGateway(), .. LocalSettings.ForGatewayBehindProxy(), .. Cluster()],
        // Its successor has the same name, and so takes the lease that it left at once.
        ServiceKind.Lifecycle => [.. settings.ForLifecycle(observer: $"sprout-local-{instance.Number}"), .. Cluster()],
        ServiceKind.Provisioner => [.. LocalSettings.ForProvisioner(), .. Cluster()],
        _ => [],
    };

    // The context by its name: what `kubectl config use-context` does meanwhile must not lead a service that is started again elsewhere.
    private IEnumerable<KeyValuePair<string, string?>> Cluster() =>
    [
        new("Kubernetes:KubeConfig", cluster.KubeconfigPath),
        new("Kubernetes:Context", cluster.Configuration.Context),
    ];

    private static IEnumerable<KeyValuePair<string, string?>> Process(Uri url) =>
    [
        new("ASPNETCORE_URLS", url.ToString()),
        new("Process:EndsWithStandardInput", "true"),
        new("Serilog:WriteTo:0:Name", "Console"),
        new("Serilog:WriteTo:0:Args:outputTemplate", ServiceLog.LineTemplate),
    ];
}
