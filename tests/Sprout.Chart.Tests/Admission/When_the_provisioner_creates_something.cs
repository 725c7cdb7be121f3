using System.Text.Json.Nodes;
using Sprout.Chart.Tests.Helm;
using Sprout.Contracts;
using Sprout.Kubernetes;
using Sprout.Provisioner.Manifests;

namespace Sprout.Chart.Tests.Admission;

public sealed class When_the_provisioner_creates_something
{
    private const string Missing = "There is no CEL in helm/node_modules: `./sprout test` installs it.";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory(SkipUnless = nameof(CanEvaluate), Skip = Missing)]
    [InlineData(ValueSets.Defaults, "http://{0}.sprout.localhost/")]
    [InlineData("kept-by-provisioner", "https://sprout.localhost/c/{0}/")]
    public async Task A_containers_objects_are_admitted(string values, string url)
    {
        foreach (var body in Objects(values, url))
            (await RefusalsAsync(values, body)).ShouldBeEmpty();
    }

    // A path in the object, and what stands there instead.
    [Theory(SkipUnless = nameof(CanEvaluate), Skip = Missing)]
    [InlineData("Pod", "metadata.name", "\"other\"", "named after")]
    [InlineData("Pod", "spec.hostNetwork", "true", "shares nothing with its node")]
    [InlineData("Pod", "spec.containers.0.ports.0.hostPort", "80", "shares nothing with its node")]
    [InlineData("Pod", "spec.volumes", """[{"name":"node","hostPath":{"path":"/"}}]""", "no volumes")]
    [InlineData("Pod", "spec.containers.0.envFrom", """[{"secretRef":{"name":"redis-secret"}}]""", "no volumes")]
    [InlineData("Pod", "spec.automountServiceAccountToken", "true", "no token")]
    [InlineData("Pod", "spec.serviceAccountName", "\"sprout-provisioner\"", "no token")]
    [InlineData("Pod", "spec.nodeName", "\"node\"", "scheduler finds the node")]
    [InlineData("Pod", "spec.initContainers", "[{}]", "one container")]
    [InlineData("Pod", "spec.containers.0.resources.limits", """{"cpu":"1","ephemeral-storage":"1Gi"}""", "limits of CPU, memory and disk")]
    [InlineData("Pod", "spec.containers.0.resources.limits", """{"cpu":"1","memory":"1Gi"}""", "limits of CPU, memory and disk")]
    [InlineData("Pod", "spec.containers.0.securityContext.privileged", "true", "no more than its profile")]
    [InlineData("Pod", "spec.containers.0.securityContext.allowPrivilegeEscalation", "true", "no more than its profile")]
    [InlineData("Pod", "spec.containers.0.securityContext.capabilities.add", """["SYS_ADMIN"]""", "no more than its profile")]
    [InlineData("Pod", "spec.securityContext.seccompProfile.type", "\"Unconfined\"", "no more than its profile")]
    [InlineData("Service", "spec.type", "\"NodePort\"", "inside the cluster")]
    [InlineData("Service", "spec.externalIPs", """["192.0.2.1"]""", "inside the cluster")]
    [InlineData("Service", "spec.selector", """{"app.kubernetes.io/component":"redis"}""", "its own container")]
    [InlineData("Ingress", "spec.ingressClassName", "\"internal\"", "of the class traefik")]
    [InlineData("Ingress", "spec.rules.0.host", "\"sprout.localhost\"", "not from where Sprout is")]
    [InlineData("Ingress", "spec.rules.0.http.paths.0.backend.service.name", "\"kubernetes\"", "its own container")]
    [InlineData("Ingress", "metadata.annotations", """{"nginx.ingress.kubernetes.io/server-snippet":"…"}""", "no words for its controller")]
    public async Task Anything_else_is_refused(string kind, string path, string value, string message)
    {
        var body = Objects(ValueSets.Defaults, "http://{0}.sprout.localhost/").Single(item => item["kind"]!.GetValue<string>() == kind);
        var steps = path.Split('.');
        var parent = steps[..^1].Aggregate((JsonNode)body, (at, step) => int.TryParse(step, out var index) ? at[index]! : at[step]!);
        parent[steps[^1]] = JsonNode.Parse(value);

        (await RefusalsAsync(ValueSets.Defaults, body)).ShouldContain(refusal => refusal.Contains(message, StringComparison.Ordinal));
    }

    [Fact(SkipUnless = nameof(CanEvaluate), Skip = Missing)]
    public async Task What_others_have_said_of_an_ingress_may_stay()
    {
        var body = Objects(ValueSets.Defaults, "http://{0}.sprout.localhost/").Single(item => item["kind"]!.GetValue<string>() == "Ingress");
        body["metadata"]!["annotations"] = new JsonObject { ["controller.example/seen"] = "yes" };

        (await RefusalsAsync(ValueSets.Defaults, body, before: body)).ShouldBeEmpty();
    }

    public static bool CanEvaluate => PolicyEvaluator.IsThere;

    private static List<JsonObject> Objects(string values, string url)
    {
        var id = Guid.Parse("01234567-89ab-cdef-0123-456789abcdef");
        var command = new ProvisionPod
        {
            ContainerId = id,
            Url = new(url.Replace("{0}", id.ToString("D"), StringComparison.Ordinal)),
            Spec = new() { Name = "web", Image = "nginx:latest", Port = 80, Environment = new Dictionary<string, string> { ["A"] = "1" } },
        };
        var isRestricted = values != ValueSets.Defaults;
        var manifests = new ContainerManifests(
            command, "installation", "sprout",
            new WorkloadOptions { Profile = isRestricted ? PodSecurityProfile.Restricted : PodSecurityProfile.Baseline },
            new IngressOptions { ClassName = isRestricted ? "nginx" : "traefik", ClusterIssuer = isRestricted ? "letsencrypt" : null });
        return [Json(manifests.Pod()), Json(manifests.Service("uid")), Json(manifests.Ingress("uid"))];

        static JsonObject Json<T>(T value) => JsonNode.Parse(KubernetesJson.Serialize(value))!.AsObject();
    }

    private static async Task<string[]> RefusalsAsync(string values, JsonObject body, JsonObject? before = null)
    {
        var name = body["kind"]!.GetValue<string>() switch { "Pod" => "sprout-pods", "Service" => "sprout-services", _ => "sprout-ingresses" };
        return await PolicyEvaluator.RefusalsAsync((await Render.OfAsync(values)).One("ValidatingAdmissionPolicy", name).Json, body, before, Token);
    }
}
