using System.Text.Json.Nodes;
using Sprout.Kubernetes.Models;
using Sprout.Testing;

namespace Sprout.Kubernetes.Tests.ApiServer;

/// <summary>A server drops fields that it does not know, so a misspelt one comes back missing.</summary>
public sealed class When_every_field_of_a_model_is_set
{
    [Theory]
    [OnEveryCluster]
    public async Task A_pod_keeps_them(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);
        await KeepsAsync(FullModels.Pod(sandbox.Meta("full")), sandbox.CreatePodAsync);
    }

    [Theory]
    [OnEveryCluster]
    public async Task A_service_keeps_them(string cluster) => await CreatedKeepsAsync(cluster, FullModels.Service);

    [Theory]
    [OnEveryCluster]
    public async Task An_ingress_keeps_them(string cluster) => await CreatedKeepsAsync(cluster, FullModels.Ingress);

    [Theory]
    [OnEveryCluster]
    public async Task A_quota_keeps_them(string cluster) => await CreatedKeepsAsync(cluster, FullModels.ResourceQuota);

    [Theory]
    [OnEveryCluster]
    public async Task A_limit_range_keeps_them(string cluster) => await CreatedKeepsAsync(cluster, FullModels.LimitRange);

    [Theory]
    [OnEveryCluster]
    public async Task A_network_policy_keeps_them(string cluster) => await CreatedKeepsAsync(cluster, FullModels.NetworkPolicy);

    [Theory]
    [OnEveryCluster]
    public async Task A_lease_keeps_them(string cluster) => await CreatedKeepsAsync(cluster, FullModels.Lease);

    [Theory]
    [OnEveryCluster]
    public async Task An_event_keeps_them(string cluster) => await CreatedKeepsAsync(cluster, FullModels.Event);

    private static async Task CreatedKeepsAsync<T>(string cluster, Func<V1ObjectMeta, T> make)
        where T : class, IKubernetesObject
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);
        await KeepsAsync(make(sandbox.Meta("full")), body => sandbox.Client.CreateAsync(body, Sandbox.Token));
    }

    private static async Task KeepsAsync<T>(T sent, Func<T, Task<T>> createAsync)
        where T : class, IKubernetesObject
    {
        var stored = await createAsync(sent);
        Missing(JsonNode.Parse(KubernetesJson.Serialize(sent)), JsonNode.Parse(KubernetesJson.Serialize(stored)), "").ShouldBeEmpty();
    }

    private static IEnumerable<string> Missing(JsonNode? sent, JsonNode? stored, string path) =>
        (sent, stored) switch
        {
            (JsonObject left, JsonObject right) => left.SelectMany(field => Missing(field.Value, right[field.Key], $"{path}.{field.Key}")),
            (JsonArray left, JsonArray right) when left.Count == right.Count => left.SelectMany((item, index) => Missing(item, right[index], $"{path}[{index}]")),
            _ => JsonNode.DeepEquals(sent, stored) ? [] : [$"{path}: {sent?.ToJsonString()} came back as {stored?.ToJsonString() ?? "nothing"}"],
        };
}
