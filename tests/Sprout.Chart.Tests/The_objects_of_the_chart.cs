using System.Text.Json.Nodes;
using Sprout.Chart.Tests.Helm;
using Sprout.Chart.Tests.Schemas;

namespace Sprout.Chart.Tests;

/// <summary>Kinds that the tests' cluster does not know, held against what their documentation says.</summary>
public sealed class The_objects_of_the_chart
{
    [Theory]
    [OnEveryRender]
    public async Task Are_as_their_documentation_says(string values) =>
        (await DocumentedKinds.FindFaultsAsync((await Render.OfAsync(values)).Documents.Select(document => document.Json), TestContext.Current.CancellationToken)).ShouldBeEmpty();

    // That the check sees anything at all.
    [Theory(SkipUnless = nameof(HasHelm), Skip = WithHelmAttribute.Missing)]
    [InlineData("ScaledObject", "spec.triggers.0.metadata.lagCount", "20")]
    [InlineData("ScaledObject", "spec.triggers.0.metadata.activationLagCount", null)]
    [InlineData("TriggerAuthentication", "spec.secretTargetRef.0.parameter", "\"pasword\"")]
    [InlineData("HorizontalPodAutoscaler", "spec.maxReplicas", "0")]
    [InlineData("HorizontalPodAutoscaler", "apiVersion", "\"autoscaling/v2beta2\"")]
    [InlineData("PodDisruptionBudget", "spec.minAvailable", "1")]
    [InlineData("ValidatingAdmissionPolicy", "spec.validations.0.expresion", "\"true\"")]
    [InlineData("ValidatingAdmissionPolicyBinding", "spec.validationActions.0", "\"Refuse\"")]
    [InlineData("ClusterIssuer", "metadata.namespace", "\"sprout-system\"")]
    [InlineData("ServiceMonitor", "spec.endpoints.0.interval", "\"often\"")]
    public async Task Would_be_caught(string kind, string path, string? value)
    {
        var wrong = (await Render.OfAsync("prod")).Of(kind).First().Json.DeepClone().AsObject();
        Set(wrong, path.Split('.'), value);
        (await DocumentedKinds.FindFaultsAsync([wrong], TestContext.Current.CancellationToken)).ShouldContain("documents.0");
    }

    // Both triggers for each queue: lag wakes, pending keeps awake, and each queue is the one that the code names.
    [WithHelm]
    public async Task Wake_the_provisioner_for_what_waits_and_for_what_was_left_behind()
    {
        var triggers = (await Render.OfAsync("prod")).Of("ScaledObject").Single().Json["spec"]!["triggers"]!.AsArray().Select(trigger => trigger!["metadata"]!).ToList();
        foreach (var queue in (string[])[Contracts.Queues.ProvisionPod, Contracts.Queues.DeletePod])
        {
            var own = triggers.Where(trigger => trigger["stream"]!.GetValue<string>() == $"{State.SproutKeys.Prefix}queue:{queue}" && trigger["consumerGroup"]!.GetValue<string>() == queue).ToList();
            own.Single(trigger => trigger["lagCount"] is not null)["activationLagCount"]!.GetValue<string>().ShouldBe("0");
            own.Count(trigger => trigger["pendingEntriesCount"] is not null).ShouldBe(1);
        }

        triggers.Count.ShouldBe(4);
    }

    [WithHelm]
    public async Task Have_every_dashboard_and_every_alert()
    {
        var render = await Render.OfAsync("prod");
        var dashboards = Directory.EnumerateFiles(Path.Combine(HelmBinary.Chart, "dashboards"), "*.json").Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal);
        render.Documents.Where(document => document.IsDashboard).Select(document => document.Json["data"]!.AsObject().Single().Key).Order(StringComparer.Ordinal).ShouldBe(dashboards);
        render.Documents.Where(document => document.IsDashboard).ShouldAllBe(document => document.Json["metadata"]!["labels"]!["grafana_dashboard"]!.GetValue<string>() == "1");
        var groups = Directory.EnumerateFiles(Path.Combine(HelmBinary.Chart, "alerts"), "*.yaml").SelectMany(file => YamlJson.Parse(File.ReadAllText(file))["groups"]!.AsArray());
        var files = groups.ToDictionary(group => group!["name"]!.GetValue<string>(), group => group, StringComparer.Ordinal);
        var rendered = render.Of("PrometheusRule").Single().Json["spec"]!["groups"]!.AsArray();
        rendered.Count.ShouldBe(files.Count);
        rendered.ShouldAllBe(group => JsonNode.DeepEquals(group, files[group!["name"]!.GetValue<string>()]));
    }

    [WithHelm]
    public async Task Lead_to_the_runbooks_where_they_are_to_be_read()
    {
        var rules = (await Render.OfAsync("everything-said")).Of("PrometheusRule").Single().Json["spec"]!["groups"]!.AsArray().SelectMany(group => group!["rules"]!.AsArray());
        rules.ShouldAllBe(rule => rule!["annotations"]!["runbook_url"]!.GetValue<string>() == $"https://git.example/runbooks/{rule["alert"]}.md");
    }

    public static bool HasHelm => HelmBinary.IsThere;

    private static void Set(JsonNode node, string[] path, string? value)
    {
        var parent = path[..^1].Aggregate(node, (at, step) => int.TryParse(step, out var index) ? at[index]! : at[step]!);
        if (int.TryParse(path[^1], out var last))
            parent[last] = JsonNode.Parse(value!);
        else if (value is null)
            parent.AsObject().Remove(path[^1]);
        else
            parent[path[^1]] = JsonNode.Parse(value);
    }
}
