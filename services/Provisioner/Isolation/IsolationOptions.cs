namespace Sprout.Provisioner.Isolation;

/// <summary>Configuration section <c>Isolation</c>: what the containers' namespace holds to keep containers apart from everything else.</summary>
public sealed record IsolationOptions
{
    /// <summary>Whether the provisioner applies and keeps it; null for the value of <c>Kubernetes:CreateNamespace</c>. Off where a chart does.</summary>
    public bool? Manage { get; init; }

    /// <summary>Whether a namespace that Sprout did not make gets the Pod Security labels; labels that somebody else applied stay as they are.</summary>
    public bool LabelForeignNamespace { get; init; }

    /// <summary>How often everything is applied again.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>What all containers together may use.</summary>
    public QuotaOptions Quota { get; init; } = new();

    /// <summary>Most CPU that one container may ask for; null or empty for <c>Workload:CpuLimit</c>.</summary>
    public string? MaxCpu { get; init; }

    /// <summary>Most memory that one container may ask for; null or empty for <c>Workload:MemoryLimit</c>.</summary>
    public string? MaxMemory { get; init; }

    /// <summary>Most of its node's disk that one container may ask for; null or empty for <c>Workload:DiskLimit</c>.</summary>
    public string? MaxDisk { get; init; }

    /// <summary>Labels of the ingress controller's namespace, as <c>name=value,…</c>; empty for every namespace.</summary>
    public string IngressNamespace { get; init; } = "kubernetes.io/metadata.name=kube-system";

    /// <summary>Labels of the ingress controller's pods; empty for all in its namespace.</summary>
    public string IngressPods { get; init; } = "app.kubernetes.io/name=traefik";

    /// <summary>Further CIDRs that may connect: of load balancers that talk to pods, or of the nodes where the controller uses their network.</summary>
    public IReadOnlyList<string> IngressAddresses { get; init; } = [];

    /// <summary>Labels of the DNS servers' namespace; empty for every namespace.</summary>
    public string DnsNamespace { get; init; } = "kubernetes.io/metadata.name=kube-system";

    /// <summary>Labels of the DNS servers' pods; empty for all in their namespace.</summary>
    public string DnsPods { get; init; } = "";

    /// <summary>CIDRs of DNS servers that are no pods, such as node-local caches.</summary>
    public IReadOnlyList<string> DnsAddresses { get; init; } = [];

    /// <summary>CIDRs that containers may not reach, besides the private ones: the cluster's own public addresses, say.</summary>
    public IReadOnlyList<string> DeniedAddresses { get; init; } = [];

    /// <summary>Whether containers may reach the public internet over IPv6 too.</summary>
    public bool AllowIPv6 { get; init; }
}
