using Sprout.Kubernetes.Models;

namespace Sprout.Provisioner.Isolation;

/// <summary>Who may talk to containers, and to whom they may: the rules of the network policies.</summary>
internal static class NetworkPolicies
{
    // RFC 1918; RFC 6598, where clusters put pods and Alibaba its metadata; link-local with everybody else's metadata; loopback.
    private static readonly string[] PrivateIPv4 = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16", "127.0.0.0/8"];

    // Unique local (RFC 4193; fd00:ec2::254 is the metadata of AWS), link-local, loopback.
    private static readonly string[] PrivateIPv6 = ["fc00::/7", "fe80::/10", "::1/128"];

    // An empty selector is every pod of the namespace, also one that somebody else put there.
    private static readonly V1LabelSelector EveryPod = new();

    /// <summary>What no other policy allows is denied.</summary>
    public static V1NetworkPolicySpec Nothing => new() { PodSelector = EveryPod, PolicyTypes = ["Ingress", "Egress"] };

    /// <summary>In: from the ingress controller, to any port, for each container listens where it likes.</summary>
    public static V1NetworkPolicySpec FromIngressController(IsolationOptions options) => new()
    {
        PodSelector = EveryPod,
        PolicyTypes = ["Ingress"],
        Ingress = [new() { From = [Pods(options.IngressNamespace, options.IngressPods), .. options.IngressAddresses.Select(Addresses)] }],
    };

    /// <summary>Out: to DNS, and to the internet without what is private or link-local.</summary>
    public static V1NetworkPolicySpec ToInternet(IsolationOptions options) => new()
    {
        PodSelector = EveryPod,
        PolicyTypes = ["Egress"],
        Egress =
        [
            new()
            {
                To = [Pods(options.DnsNamespace, options.DnsPods), .. options.DnsAddresses.Select(Addresses)],
                Ports = [new() { Port = 53, Protocol = "UDP" }, new() { Port = 53, Protocol = "TCP" }],
            },
            new() { To = [.. Internet(options)] },
        ],
    };

    private static IEnumerable<V1NetworkPolicyPeer> Internet(IsolationOptions options)
    {
        var denied = options.DeniedAddresses.ToLookup(IsIPv6);
        yield return new() { IpBlock = new() { Cidr = "0.0.0.0/0", Except = [.. PrivateIPv4, .. denied[false]] } };
        if (options.AllowIPv6)
            yield return new() { IpBlock = new() { Cidr = "::/0", Except = [.. PrivateIPv6, .. denied[true]] } };
    }

    private static V1NetworkPolicyPeer Pods(string namespaceLabels, string podLabels) => new()
    {
        NamespaceSelector = LabelPairs.Selector(namespaceLabels),
        PodSelector = podLabels.Length == 0 ? null : LabelPairs.Selector(podLabels),
    };

    private static V1NetworkPolicyPeer Addresses(string cidr) => new() { IpBlock = new() { Cidr = cidr } };

    private static bool IsIPv6(string cidr) => cidr.Contains(':', StringComparison.Ordinal);
}
