using Sprout.Kubernetes.Models;

namespace Sprout.Provisioner.Manifests;

/// <summary>What a container's processes may do: a pure function from the profile to the security contexts of pod and container.</summary>
internal static class PodSecurity
{
    // Ports below are for root, or for who has NET_BIND_SERVICE.
    private const int FirstFreePort = 1024;

    // What a stock image needs to start as root, bind port 80 and hand over to its own user; everything else is dropped.
    private static readonly string[] StockImageCapabilities = ["CHOWN", "DAC_OVERRIDE", "NET_BIND_SERVICE", "SETGID", "SETUID"];

    /// <summary>The pod's.</summary>
    public static V1PodSecurityContext OfPod(WorkloadOptions workload) => new()
    {
        RunAsNonRoot = workload.Profile == PodSecurityProfile.Restricted ? true : null,
        RunAsUser = workload.Profile == PodSecurityProfile.Restricted ? workload.RunAsUser : null,
        SeccompProfile = new() { Type = "RuntimeDefault" },
    };

    /// <summary>The container's.</summary>
    public static V1SecurityContext OfContainer(WorkloadOptions workload, int port) => new()
    {
        AllowPrivilegeEscalation = false,
        Privileged = false,
        Capabilities = new() { Drop = ["ALL"], Add = Added(workload.Profile, port) },
    };

    private static string[]? Added(PodSecurityProfile profile, int port) => profile switch
    {
        PodSecurityProfile.Baseline => StockImageCapabilities,
        PodSecurityProfile.Restricted when port < FirstFreePort => ["NET_BIND_SERVICE"],
        _ => null,
    };
}
