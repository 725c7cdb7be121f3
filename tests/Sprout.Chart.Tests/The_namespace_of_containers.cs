using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Sprout.Chart.Tests.Helm;
using Sprout.Hosting;
using Sprout.Kubernetes;
using Sprout.Provisioner.Isolation;
using Sprout.Provisioner.Manifests;

namespace Sprout.Chart.Tests;

/// <summary>Chart and provisioner each can isolate containers; nobody shall have to ask which of them did.</summary>
public sealed class The_namespace_of_containers
{
    [Theory]
    [OnEveryRender]
    public async Task Is_isolated_by_the_chart_as_the_provisioner_would(string values)
    {
        var chart = await Render.OfAsync(values, "containers.isolation.keptByProvisioner=false");
        var settings = Settings(await Render.OfAsync(values, "containers.isolation.keptByProvisioner=true"));
        var containers = settings["Kubernetes:Namespace"]!;
        var isolation = settings.GetSection("Isolation").Get<IsolationOptions>()!;
        var manifests = new NamespaceManifests(containers, isolation, settings.GetSection("Workload").Get<WorkloadOptions>()!);

        foreach (var policy in manifests.Policies)
            SpecOf(chart, containers, "NetworkPolicy", policy.Metadata.Name!).ShouldBe(Text(policy));
        SpecOf(chart, containers, "LimitRange", NamespaceManifests.Name).ShouldBe(Text(manifests.LimitRange));
        SpecOf(chart, containers, "ResourceQuota", NamespaceManifests.Name).ShouldBe(Text(manifests.Quota));
        chart.Documents.Count(document => document.Namespace == containers && document.Kind == "NetworkPolicy").ShouldBe(manifests.Policies.Count);
        if (chart.Of("Namespace").SingleOrDefault() is { } made)
        {
            foreach (var (label, value) in manifests.ForeignNamespace.Metadata.Labels!)
                made.Json["metadata"]!["labels"]![label]!.GetValue<string>().ShouldBe(value);
        }
    }

    [Theory]
    [OnEveryRender]
    public async Task Is_kept_by_one_of_them(string values)
    {
        var render = await Render.OfAsync(values);
        var settings = Settings(render);
        var keeper = new NamespaceObjects(null!, settings.GetSection("Kubernetes").Get<KubernetesOptions>()!, settings.GetSection("Isolation").Get<IsolationOptions>()!, null!);

        keeper.IsManaged.ShouldBe(!render.Of("ResourceQuota").Any());
        var rules = render.Of("Role").Single(role => role.Name.EndsWith("-provisioner", StringComparison.Ordinal)).Text;
        rules.Contains("resourcequotas", StringComparison.Ordinal).ShouldBe(keeper.IsManaged);
        rules.ShouldNotContain("resources: [namespaces]");
        render.Documents.ShouldAllBe(document => document.Kind != "ClusterRole" && document.Kind != "ClusterRoleBinding");
    }

    /// <summary>The provisioner's environment, as it reads it.</summary>
    private static IConfigurationRoot Settings(Render render)
    {
        var provisioner = render.Of("Deployment").Single(deployment => deployment.Name.EndsWith("-provisioner", StringComparison.Ordinal));
        var variables = provisioner.PodTemplate!["spec"]!["containers"]![0]!["env"]!.AsArray().Where(variable => variable!["value"] is not null);
        return new ConfigurationBuilder()
            .AddInMemoryCollection(variables.Select(variable => KeyValuePair.Create(
                variable!["name"]!.GetValue<string>().Replace("__", ":", StringComparison.Ordinal), (string?)variable["value"]!.GetValue<string>())))
            .Build();
    }

    private static string SpecOf(Render render, string containers, string kind, string name) =>
        Sorted(render.Documents.Single(document => document.Kind == kind && document.Name == name && document.Namespace == containers).Json["spec"]);

    private static string Text<T>(T value)
        where T : IKubernetesObject => Sorted(JsonNode.Parse(KubernetesJson.Serialize(value))!["spec"]);

    private static string Sorted(JsonNode? node) => Sort(node)?.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) ?? "";

    private static JsonNode? Sort(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => KeyValuePair.Create(field.Key, Sort(field.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sort)]),
        _ => node?.DeepClone(),
    };
}
