using System.Globalization;
using Sprout.Local.Data;
using Sprout.Local.Web;

namespace Sprout.Local;

/// <summary>What the services are configured with on one machine, by their configuration keys.</summary>
/// <param name="keys">The API keys.</param>
/// <param name="pepper">What stored API keys are hashed with.</param>
/// <param name="redis">How to reach Redis.</param>
/// <param name="urlTemplate">Where containers answer.</param>
public sealed class LocalSettings(LocalKeys keys, string pepper, string redis, string urlTemplate)
{
    /// <summary>The key that the web host adds to a visitor's requests.</summary>
    public string VisitorKey => keys.Visitor;

    /// <summary>What is shown to people; null for the API alone.</summary>
    public WebFiles? Web { get; init; }

    /// <summary>Where the first process answers <c>/metrics</c>; 0 for nowhere, unless the environment says where.</summary>
    public int Metrics { get; init; }

    /// <summary>Where a process answers <c>/metrics</c>; nothing where nobody asked for it.</summary>
    /// <param name="index">Which process, from 0.</param>
    public IEnumerable<KeyValuePair<string, string?>> ForMetrics(int index = 0) =>
        Metrics == 0 ? [] : [new("Metrics:Port", (Metrics + index).ToString(CultureInfo.InvariantCulture))];

    /// <summary>What every service needs.</summary>
    public IEnumerable<KeyValuePair<string, string?>> ForAll() => [new("Redis:ConnectionString", redis)];

    /// <summary>What the gateway needs besides.</summary>
    public IEnumerable<KeyValuePair<string, string?>> ForGateway() =>
    [
        new("ApiKeys:0:Name", "service"),
        new("ApiKeys:0:Key", keys.Service),
        new("ApiKeys:0:Scope", "Service"),
        new("ApiKeys:1:Name", "visitor"),
        new("ApiKeys:1:Key", keys.Visitor),
        new("ApiKeys:1:Scope", "Visitor"),
        new("ApiKeys:Pepper", pepper),
    ];

    /// <summary>What a gateway needs besides when it stands behind our proxy: to believe it, and nobody before it, where a request comes from.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> ForGatewayBehindProxy() =>
    [
        new("TrustedProxies:Networks:0", "127.0.0.1/32"),
        new("TrustedProxies:Hops", "1"),
    ];

    /// <summary>What the lifecycle needs besides.</summary>
    /// <param name="observer">Who it is when it holds the observer's lease. The next of this name is the same, and need not wait until the lease of one that was killed runs out.</param>
    public IEnumerable<KeyValuePair<string, string?>> ForLifecycle(string observer) =>
    [
        new("Ingress:UrlTemplate", urlTemplate),
        new("Lifecycle:Observer:Identity", observer),
    ];

    /// <summary>What the provisioner needs besides.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> ForProvisioner() => [new("Kubernetes:CreateNamespace", "true")];
}
