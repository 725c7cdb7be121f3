using System.Text.Json;
using Sprout.Kubernetes;
using Sprout.Provisioner.Manifests;
using Sprout.Testing;

namespace Sprout.Provisioner.Tests;

public sealed class When_a_container_becomes_objects
{
    private static readonly Guid Id = Guid.Parse("01234567-89ab-cdef-0123-456789abcdef");

    private static readonly JsonSerializerOptions Readable = new(KubernetesJson.Options) { WriteIndented = true };

    [Fact]
    public void They_are_as_a_reviewer_has_read_them()
    {
        var manifests = Manifests(new());

        Golden.ShouldMatch(
            string.Join("\n---\n", Json(manifests.Pod()), Json(manifests.Service("pod-uid")), Json(manifests.Ingress("pod-uid"))),
            "container.json");
    }

    [Fact]
    public void An_issuer_makes_the_ingress_ask_for_a_certificate() =>
        Golden.ShouldMatch(Json(Manifests(new() { ClusterIssuer = "letsencrypt" }).Ingress("pod-uid")), "ingress-tls.json");

    [Theory]
    [InlineData(80, "pod-restricted.json")]
    [InlineData(8080, "pod-restricted-high-port.json")]
    public void The_restricted_profile_leaves_it_no_more_than_a_low_port(int port, string golden) =>
        Golden.ShouldMatch(
            Json(new ContainerManifests(Commands.Provision(Id, port: port), "installation", "sprout", new() { Profile = PodSecurityProfile.Restricted, RunAsUser = 1000 }, new()).Pod()), golden);

    [Fact]
    public void A_value_with_dollars_arrives_as_it_was_sent() =>
        new ContainerManifests(Commands.Provision(Id, environment: [("A", "pa$$word $(B)")]), "installation", "sprout", new(), new())
            .Pod().Spec!.Containers![0].Env!.Single().Value.ShouldBe("pa$$$$word $$(B)");

    [Fact]
    public void The_same_command_makes_the_same_objects() =>
        Json(Manifests(new()).Pod()).ShouldBe(Json(Manifests(new()).Pod()));

    private static ContainerManifests Manifests(IngressOptions ingress) =>
        new(Commands.Provision(Id, environment: [("B", "2"), ("A", "1")]), "installation", "sprout", new(), ingress);

    private static string Json<T>(T body) => JsonSerializer.Serialize(body, Readable);
}
