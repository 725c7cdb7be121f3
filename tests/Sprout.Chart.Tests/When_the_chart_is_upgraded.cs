using System.Text.Json.Nodes;
using Sprout.Chart.Tests.Helm;

namespace Sprout.Chart.Tests;

public sealed class When_the_chart_is_upgraded
{
    // Everything waits for the one Redis while it starts again.
    [WithHelm]
    public async Task A_new_version_alone_does_not_restart_redis()
    {
        var before = Redis(await Render.OfAsync(ValueSets.Defaults));
        var render = await Render.OfVersionAsync("9.8.7");
        var after = Redis(render);

        render.One("Deployment", "sprout-gateway").PodTemplate!.ToJsonString().ShouldContain("9.8.7");
        after["template"]!.ToJsonString().ShouldBe(before["template"]!.ToJsonString());
    }

    // The API server refuses an update of anything in a StatefulSet but these (kubernetes.io/docs/concepts/workloads/controllers/statefulset).
    [Theory(SkipUnless = nameof(HasHelm), Skip = WithHelmAttribute.Missing)]
    [InlineData("local")]
    [InlineData("prod")]
    public async Task From_the_defaults_to_a_set_that_comes_with_it_nothing_changes_that_cannot(string values) =>
        Fixed(Redis(await Render.OfAsync(values))).ShouldBe(Fixed(Redis(await Render.OfAsync(ValueSets.Defaults))));

    public static bool HasHelm => HelmBinary.IsThere;

    private static JsonObject Redis(Render render) => render.One("StatefulSet", "sprout-redis").Json["spec"]!.AsObject();

    private static string Fixed(JsonObject spec) =>
        string.Join('\n', spec.Where(field => field.Key is not ("template" or "replicas" or "updateStrategy" or "minReadySeconds")).Select(field => $"{field.Key}: {field.Value?.ToJsonString()}"));
}
