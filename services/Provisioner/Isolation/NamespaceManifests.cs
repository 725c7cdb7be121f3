using Sprout.Kubernetes.Models;
using Sprout.Provisioner.Manifests;

namespace Sprout.Provisioner.Isolation;

/// <summary>What the containers' namespace is and holds: a pure function from the settings to Kubernetes objects.</summary>
public sealed class NamespaceManifests
{
    /// <summary>The name of the quota and of the limit range.</summary>
    public const string Name = "sprout";

    private static readonly Dictionary<string, string> Ours = new(StringComparer.Ordinal) { ["app.kubernetes.io/managed-by"] = "sprout" };

    private readonly string _namespace;
    private readonly IsolationOptions _isolation;
    private readonly WorkloadOptions _workload;

    /// <summary>Takes everything that the objects depend on. Throws <see cref="FormatException"/> for labels that are none.</summary>
    public NamespaceManifests(string @namespace, IsolationOptions isolation, WorkloadOptions workload)
    {
        _namespace = @namespace;
        _isolation = isolation;
        _workload = workload;
        Policies =
        [
            Policy("sprout-default-deny", NetworkPolicies.Nothing),
            Policy("sprout-allow-ingress", NetworkPolicies.FromIngressController(isolation)),
            Policy("sprout-allow-egress", NetworkPolicies.ToInternet(isolation)),
        ];
    }

    /// <summary>The namespace as Sprout makes it.</summary>
    public V1Namespace Namespace => NamespaceWith([.. Ours, .. PodSecurityLabels]);

    /// <summary>The namespace where somebody else cares for its isolation.</summary>
    public V1Namespace BareNamespace => NamespaceWith(Ours);

    /// <summary>What is added to a namespace that somebody else made: it does not become ours.</summary>
    public V1Namespace ForeignNamespace => NamespaceWith(PodSecurityLabels);

    /// <summary>Who may talk to whom: all denied, then what is allowed.</summary>
    public IReadOnlyList<V1NetworkPolicy> Policies { get; }

    /// <summary>What a container gets that does not say, and the most that it may ask for.</summary>
    public V1LimitRange LimitRange => new()
    {
        Metadata = Metadata(Name),
        Spec = new()
        {
            Limits =
            [
                new()
                {
                    Type = "Container",
                    Default = _workload.Limits(),
                    DefaultRequest = _workload.Requests(),
                    Max = WorkloadOptions.Amounts(
                        OrElse(_isolation.MaxCpu, _workload.CpuLimit), OrElse(_isolation.MaxMemory, _workload.MemoryLimit), OrElse(_isolation.MaxDisk, _workload.DiskLimit)),
                },
            ],
        },
    };

    /// <summary>What all containers together may use. Without any limit it is still there, so that applying it takes earlier limits away.</summary>
    public V1ResourceQuota Quota => new()
    {
        Metadata = Metadata(Name),
        Spec = new() { Hard = _isolation.Quota.Hard() is { Count: > 0 } hard ? hard : null },
    };

    // Warnings and audit entries tell what keeps the containers from the stricter profile.
    private Dictionary<string, string> PodSecurityLabels => new(StringComparer.Ordinal)
    {
        ["pod-security.kubernetes.io/enforce"] = _workload.Profile == PodSecurityProfile.Restricted ? "restricted" : "baseline",
        ["pod-security.kubernetes.io/enforce-version"] = "latest",
        ["pod-security.kubernetes.io/warn"] = "restricted",
        ["pod-security.kubernetes.io/warn-version"] = "latest",
        ["pod-security.kubernetes.io/audit"] = "restricted",
        ["pod-security.kubernetes.io/audit-version"] = "latest",
    };

    /// <summary>Whether Sprout made this namespace.</summary>
    public static bool IsOurs(V1Namespace @namespace) =>
        Ours.All(label => @namespace.Metadata.Labels is { } labels && labels.TryGetValue(label.Key, out var value) && value == label.Value);

    // An environment variable cannot be null.
    private static string OrElse(string? setting, string fallback) => string.IsNullOrEmpty(setting) ? fallback : setting;

    private V1Namespace NamespaceWith(IEnumerable<KeyValuePair<string, string>> labels) =>
        new() { Metadata = new() { Name = _namespace, Labels = new Dictionary<string, string>(labels, StringComparer.Ordinal) } };

    private V1NetworkPolicy Policy(string name, V1NetworkPolicySpec spec) => new() { Metadata = Metadata(name), Spec = spec };

    private V1ObjectMeta Metadata(string name) => new() { Name = name, Namespace = _namespace, Labels = Ours };
}
