using System.Collections.Frozen;

namespace Sprout.ClusterSimulator.Kinds;

/// <summary>Every kind that the simulator serves. Anything else is answered with 501.</summary>
internal static class ResourceKinds
{
    public static readonly ResourceKind Namespaces = new("", "v1", "namespaces", "Namespace")
    {
        Namespaced = false,
        ShortNames = ["ns"],
        NameRule = NameRule.Label,
        HasStatus = true,
        ReturnsDeleted = true,
    };

    public static readonly ResourceKind Nodes = new("", "v1", "nodes", "Node") { Namespaced = false, ShortNames = ["no"], HasStatus = true };
    public static readonly ResourceKind Pods = new("", "v1", "pods", "Pod") { ShortNames = ["po"], HasStatus = true, ReturnsDeleted = true };

    public static readonly ResourceKind Services = new("", "v1", "services", "Service")
    {
        ShortNames = ["svc"],
        NameRule = NameRule.Label1035,
        HasStatus = true,
    };

    public static readonly ResourceKind ResourceQuotas = new("", "v1", "resourcequotas", "ResourceQuota")
    {
        ShortNames = ["quota"],
        HasStatus = true,
        ReturnsDeleted = true,
    };

    public static readonly ResourceKind LimitRanges = new("", "v1", "limitranges", "LimitRange") { ShortNames = ["limits"], CreatesOnUpdate = true };
    public static readonly ResourceKind Events = new("", "v1", "events", "Event") { ShortNames = ["ev"], CreatesOnUpdate = true };

    public static readonly ResourceKind Ingresses = new("networking.k8s.io", "v1", "ingresses", "Ingress")
    {
        ShortNames = ["ing"],
        HasStatus = true,
        HasGeneration = true,
    };

    public static readonly ResourceKind NetworkPolicies = new("networking.k8s.io", "v1", "networkpolicies", "NetworkPolicy")
    {
        ShortNames = ["netpol"],
        HasGeneration = true,
    };

    public static readonly ResourceKind Leases = new("coordination.k8s.io", "v1", "leases", "Lease")
    {
        AllowsUnconditionalUpdate = false,
        CreatesOnUpdate = true,
    };

    public static readonly IReadOnlyList<ResourceKind> All =
        [Namespaces, Nodes, Pods, Services, ResourceQuotas, LimitRanges, Events, Ingresses, NetworkPolicies, Leases];

    private static readonly FrozenDictionary<(string Group, string Version, string Plural), ResourceKind> ByPlural =
        All.ToFrozenDictionary(kind => (kind.Group, kind.Version, kind.Plural));

    public static ResourceKind? Find(string group, string version, string plural) => ByPlural.GetValueOrDefault((group, version, plural));
}
