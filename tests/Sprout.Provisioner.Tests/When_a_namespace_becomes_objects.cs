using System.Text.Json;
using Sprout.Kubernetes;
using Sprout.Provisioner.Isolation;
using Sprout.Provisioner.Manifests;
using Sprout.Testing;

namespace Sprout.Provisioner.Tests;

public sealed class When_a_namespace_becomes_objects
{
    private static readonly JsonSerializerOptions Readable = new(KubernetesJson.Options) { WriteIndented = true };

    [Fact]
    public void They_are_as_a_reviewer_has_read_them() => Golden.ShouldMatch(Json(new("sprout", new(), new())), "namespace.json");

    [Fact]
    public void Every_setting_shows() =>
        Golden.ShouldMatch(
            Json(new(
                "containers",
                new()
                {
                    Quota = new() { Pods = "50", RequestsCpu = "", RequestsMemory = null, LimitsCpu = "10", LimitsMemory = "8Gi", RequestsDisk = "10Gi", LimitsDisk = "50Gi", LoadBalancers = "1", NodePorts = null },
                    MaxCpu = "2",
                    MaxMemory = "1Gi",
                    MaxDisk = "4Gi",
                    IngressNamespace = "team=edge, kubernetes.io/metadata.name=ingress-nginx",
                    IngressPods = "",
                    IngressAddresses = ["192.0.2.0/24"],
                    DnsNamespace = "",
                    DnsPods = "k8s-app=kube-dns",
                    DnsAddresses = ["169.254.20.10/32"],
                    DeniedAddresses = ["168.63.129.16/32", "2001:db8::/32"],
                    AllowIPv6 = true,
                },
                new() { Profile = PodSecurityProfile.Restricted, CpuLimit = "1", MemoryLimit = "512Mi", DiskLimit = "2Gi", DiskRequest = "0" })),
            "namespace-configured.json");

    [Theory]
    [InlineData("traefik")]
    [InlineData("=traefik")]
    [InlineData("a=b=c")]
    public void Labels_that_are_none_are_refused_at_once(string labels) =>
        Should.Throw<FormatException>(() => new NamespaceManifests("sprout", new() { IngressPods = labels }, new())).Message.ShouldContain(labels);

    private static string Json(NamespaceManifests manifests) =>
        string.Join("\n---\n", [Json(manifests.Namespace), .. manifests.Policies.Select(Json), Json(manifests.LimitRange), Json(manifests.Quota)]);

    private static string Json<T>(T body) => JsonSerializer.Serialize(body, Readable);
}
