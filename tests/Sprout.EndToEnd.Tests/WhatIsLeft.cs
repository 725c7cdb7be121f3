using Sprout.Kubernetes;
using Sprout.Kubernetes.Models;
using Sprout.Redis;

namespace Sprout.EndToEnd.Tests;

/// <summary>What lies in the cluster and in Redis behind a running Sprout, seen past its API.</summary>
public sealed class WhatIsLeft(SproutProcess sprout, string? kubeconfig = null)
{
    /// <summary>How many pods, services and ingresses a container has; without one, all of this installation's.</summary>
    public async Task<(int Pods, int Services, int Ingresses)> ObjectsOfAsync(Guid? container = null)
    {
        using var cluster = ConnectToCluster();
        var options = new ListOptions { LabelSelector = container is null ? $"app.kubernetes.io/instance={await InstallationAsync()}" : $"sprout.dev/container={container}" };
        return (
            (await cluster.ListAsync<V1Pod>("sprout", options)).Items.Count,
            (await cluster.ListAsync<V1Service>("sprout", options)).Items.Count,
            (await cluster.ListAsync<V1Ingress>("sprout", options)).Items.Count);
    }

    /// <summary>The container's pod.</summary>
    public async Task<V1Pod> PodOfAsync(Guid container)
    {
        using var cluster = ConnectToCluster();
        return (await cluster.ListAsync<V1Pod>("sprout", new() { LabelSelector = $"sprout.dev/container={container}" })).Items.Single();
    }

    /// <summary>The containers that hold a slot of any quota, each once per quota.</summary>
    public Task<IReadOnlyList<Guid>> SlotsAsync() => WithRedisAsync<IReadOnlyList<Guid>>(async database =>
    {
        List<Guid> slots = [];
        foreach (var key in (await database.ExecuteAsync("KEYS", ["{sprout}:quota:*"], default)).Items)
            slots.AddRange((await database.ExecuteAsync("ZRANGE", [(RedisValue)key, "0", "-1"], default)).Items.Select(member => Guid.Parse(((string?)member)!)));
        return slots;
    });

    /// <summary>What somebody still waits for: deadlines other than those of records that go in the end, and containers that count as living.</summary>
    public Task<IReadOnlyList<string>> WaitingAsync() => WithRedisAsync<IReadOnlyList<string>>(async database =>
    [
        .. (await database.ExecuteAsync("ZRANGE", ["{sprout}:deadlines", "0", "-1"], default)).Items.Select(member => (string)member!).Where(member => !member.StartsWith("Purge:", StringComparison.Ordinal)),
        .. (await database.ExecuteAsync("ZRANGE", ["{sprout}:containers:live", "0", "-1"], default)).Items.Select(member => (string)member!),
    ]);

    /// <summary>The messages that lie in queues, also those that failed, each as queue and headers. Answers to processes that died do not count: their queues go by themselves.</summary>
    public Task<IReadOnlyList<string>> MessagesAsync() => WithRedisAsync<IReadOnlyList<string>>(async database =>
    {
        List<string> messages = [];
        foreach (var key in (await database.ExecuteAsync("KEYS", ["{sprout}:queue:*"], default)).Items.Select(key => (string)key!))
            if ((long)await database.ExecuteAsync("PTTL", [key], default) < 0)
                messages.AddRange((await database.StreamRangeAsync(key)).Select(entry => $"{key} {entry["h"]}"));
        return messages;
    });

    /// <summary>What the public feed tells of a container's states, in order; how it comes along between them depends on the machine's mood.</summary>
    public Task<IReadOnlyList<string>> StoryOfAsync(Guid container) => WithRedisAsync<IReadOnlyList<string>>(async database =>
        [.. (await database.StreamRangeAsync("container_events")).Where(entry => entry["container_id"].ToString() == container.ToString())
            .Select(entry => entry["event_type"].ToString()).Where(type => type != "container.progressed")]);

    /// <summary>Connects to its Redis.</summary>
    public ValueTask<ConnectionMultiplexer> ConnectAsync() => ConnectionMultiplexer.ConnectAsync(RedisAddress);

    /// <summary>How to reach its Redis, with the password.</summary>
    public string RedisAddress
    {
        get
        {
            var folder = Path.Combine(sprout.Data, "redis");
            return $"127.0.0.1:{File.ReadAllText(Path.Combine(folder, "port"))},password={File.ReadAllText(Path.Combine(folder, "password"))}";
        }
    }

    private Task<string> InstallationAsync() => WithRedisAsync(async database => (await database.StringGetAsync("{sprout}:installation")).ToString());

    private async Task<T> WithRedisAsync<T>(Func<IDatabase, Task<T>> use)
    {
        await using var connection = await ConnectAsync();
        return await use(connection.GetDatabase());
    }

    // By another name than Sprout's, so that faults and counts can leave these calls out.
    private KubernetesClient ConnectToCluster() => new(
        KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig ?? Path.Combine(sprout.Data, "simulator", "kubeconfig")) with { UserAgent = "end-to-end-spec" });
}
