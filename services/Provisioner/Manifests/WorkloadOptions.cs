namespace Sprout.Provisioner.Manifests;

/// <summary>Configuration section <c>Workload</c>: what each container gets.</summary>
public sealed record WorkloadOptions
{
    /// <summary>CPU limit, a Kubernetes quantity.</summary>
    public string CpuLimit { get; init; } = "200m";

    /// <summary>Memory limit, a Kubernetes quantity.</summary>
    public string MemoryLimit { get; init; } = "128Mi";

    /// <summary>Most that it may have on its node's disk, a Kubernetes quantity: what it writes into its file system, and its log. One with more is put out.</summary>
    public string DiskLimit { get; init; } = "1Gi";

    /// <summary>CPU that a node must have free for it.</summary>
    public string CpuRequest { get; init; } = "20m";

    /// <summary>Memory that a node must have free for it.</summary>
    public string MemoryRequest { get; init; } = "32Mi";

    /// <summary>Disk that a node must have free for it; <c>0</c> where nodes do not tell how much they have.</summary>
    public string DiskRequest { get; init; } = "64Mi";

    /// <summary>How long the process may take to stop, in seconds.</summary>
    public int GracePeriodSeconds { get; init; } = 5;

    /// <summary>
    /// How long a pod stays on a node that does not answer, in seconds, before the cluster gives it up; Kubernetes' own is 300. Shorter tells people
    /// sooner, longer forgives a node more.
    /// </summary>
    public int NodeLossSeconds { get; init; } = 60;

    /// <summary>After how long past its time to stop a pod is deleted without its node's word. On a node that is only cut off it may run on until that is back.</summary>
    public TimeSpan ForceAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>When nodes pull the image: <c>IfNotPresent</c>, <c>Always</c> or <c>Never</c>.</summary>
    public string ImagePullPolicy { get; init; } = "IfNotPresent";

    /// <summary>What its processes may do, and what the namespace enforces where Sprout manages that.</summary>
    public PodSecurityProfile Profile { get; init; } = PodSecurityProfile.Baseline;

    /// <summary>The UID of <see cref="PodSecurityProfile.Restricted"/>, above 0. 65532 is <c>nonroot</c> in distroless images.</summary>
    public long RunAsUser { get; init; } = 65532;

    /// <summary>Most that it may use, by the resources' Kubernetes names.</summary>
    internal IReadOnlyDictionary<string, string> Limits() => Amounts(CpuLimit, MemoryLimit, DiskLimit);

    /// <summary>What a node must have free for it, likewise.</summary>
    internal IReadOnlyDictionary<string, string> Requests() => Amounts(CpuRequest, MemoryRequest, DiskRequest);

    /// <summary>Amounts by the resources' Kubernetes names.</summary>
    internal static IReadOnlyDictionary<string, string> Amounts(string cpu, string memory, string disk) =>
        new Dictionary<string, string>(StringComparer.Ordinal) { ["cpu"] = cpu, ["memory"] = memory, ["ephemeral-storage"] = disk };
}
