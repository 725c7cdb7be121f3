using System.Text.Json.Nodes;
using Sprout.Chart.Tests.Helm;

namespace Sprout.Chart.Tests;

/// <summary>
/// Pod Security "restricted" (kubernetes.io/docs/concepts/security/pod-security-standards), a root filesystem that cannot be written, and what else is asked of
/// every pod of ours.
/// </summary>
public sealed class The_pods_of_the_chart
{
    private static readonly string[] Callers = ["gateway", "lifecycle", "provisioner"];

    [Theory]
    [OnEveryRender]
    public async Task Are_restricted(string values)
    {
        foreach (var pod in await PodsAsync(values))
        {
            var spec = pod.Template["spec"]!;
            foreach (var shared in new[] { "hostNetwork", "hostPID", "hostIPC", "initContainers" })
                spec[shared].ShouldBeNull();
            var security = spec["securityContext"]!;
            security["runAsNonRoot"]!.GetValue<bool>().ShouldBeTrue();
            security["runAsUser"]!.GetValue<long>().ShouldBeGreaterThan(0);
            security["seccompProfile"]!["type"]!.GetValue<string>().ShouldBe("RuntimeDefault");
            foreach (var volume in spec["volumes"]?.AsArray() ?? [])
                volume!.AsObject().Select(field => field.Key).Single(key => key != "name").ShouldBeOneOf("emptyDir", "configMap");
            foreach (var container in spec["containers"]!.AsArray())
            {
                var own = container!["securityContext"]!;
                own["allowPrivilegeEscalation"]!.GetValue<bool>().ShouldBeFalse();
                own["readOnlyRootFilesystem"]!.GetValue<bool>().ShouldBeTrue();
                own["capabilities"]!.ToJsonString().ShouldBe("""{"drop":["ALL"]}""");
                (container["ports"]?.AsArray() ?? []).ShouldAllBe(port => port!["hostPort"] == null && port["containerPort"]!.GetValue<int>() > 1024);
            }
        }
    }

    [Theory]
    [OnEveryRender]
    public async Task Have_a_token_of_the_cluster_only_where_they_ask_it(string values)
    {
        foreach (var pod in await PodsAsync(values))
            pod.Template["spec"]!["automountServiceAccountToken"]!.GetValue<bool>().ShouldBe(Callers.Contains(pod.Component), pod.Component);
        (await Render.OfAsync(values)).Of("ServiceAccount").ShouldAllBe(account => !account.Json["automountServiceAccountToken"]!.GetValue<bool>());
    }

    [Theory]
    [OnEveryRender]
    public async Task Say_what_they_need_and_keep_no_secret_in_plain_sight(string values)
    {
        foreach (var pod in await PodsAsync(values))
        {
            var container = pod.Template["spec"]!["containers"]![0]!;
            container["resources"]!["requests"]!["cpu"].ShouldNotBeNull();
            container["resources"]!["requests"]!["memory"].ShouldNotBeNull();
            container["resources"]!["limits"]!["memory"].ShouldNotBeNull();
            (container["env"]?.AsArray() ?? []).Where(variable => IsSecret(variable!["name"]!.GetValue<string>()))
                .ShouldAllBe(variable => variable!["value"] == null && variable["valueFrom"]!["secretKeyRef"] != null);
        }
    }

    [Theory]
    [OnEveryRender]
    public async Task Live_by_themselves_and_are_ready_by_what_they_need(string values)
    {
        foreach (var pod in (await PodsAsync(values)).Where(pod => pod.Component is not ("redis" or "web" or "test")))
        {
            var container = pod.Template["spec"]!["containers"]![0]!;
            Path(container["startupProbe"]).ShouldBe("/livez");
            Path(container["livenessProbe"]).ShouldBe("/livez");
            Path(container["readinessProbe"]).ShouldBe("/readyz");
            // The service itself takes up to 25 seconds after the draining (SproutService).
            var draining = container["lifecycle"]?["preStop"]!["sleep"]!["seconds"]!.GetValue<int>() ?? 0;
            pod.Template["spec"]!["terminationGracePeriodSeconds"]!.GetValue<int>().ShouldBeGreaterThan(draining + 25);
        }

        static string Path(JsonNode? probe) => probe!["httpGet"]!["path"]!.GetValue<string>();
    }

    // With a name twice, Helm's next upgrade fails or takes both away.
    [Theory]
    [OnEveryRender]
    public async Task Have_each_setting_once(string values)
    {
        foreach (var pod in await PodsAsync(values))
            (pod.Template["spec"]!["containers"]![0]!["env"]?.AsArray() ?? []).Select(variable => variable!["name"]!.GetValue<string>().ToUpperInvariant()).ShouldBeUnique();
    }

    private static bool IsSecret(string name) =>
        name.EndsWith("Password", StringComparison.OrdinalIgnoreCase) || name.EndsWith("Key", StringComparison.OrdinalIgnoreCase) || name is "ApiKeys__Pepper" or "Bus__RabbitMq" or "VISITOR_KEY";

    private static async Task<List<(string Component, JsonObject Template)>> PodsAsync(string values) =>
    [
        .. from document in (await Render.OfAsync(values)).Documents
           let template = document.PodTemplate
           where template is not null
           select (template["metadata"]!["labels"]!["app.kubernetes.io/component"]!.GetValue<string>(), template),
    ];
}
