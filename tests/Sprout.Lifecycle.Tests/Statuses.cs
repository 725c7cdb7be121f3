using System.Text.Json;
using Sprout.Kubernetes;
using Sprout.Kubernetes.Models;
using Sprout.Lifecycle.Observer;

namespace Sprout.Lifecycle.Tests;

/// <summary>Reads a pod's statuses one after the other, as an observer sees them.</summary>
internal static class Statuses
{
    public static readonly DateTimeOffset Since = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly ObserverOptions Options = new();

    /// <summary>The last of these statuses, each seen a second after the one before.</summary>
    public static ObservedPod Read(params string[] statuses) => ReadAll(statuses)[^1];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ObservedPod> ReadAll(params string[] statuses)
    {
        var read = new List<ObservedPod>();
        foreach (var status in statuses)
            read.Add(Next(status, read.LastOrDefault(), Since.AddSeconds(read.Count)));
        return read;
    }

    /// <summary>A status, after what was seen before.</summary>
    public static ObservedPod Next(string status, ObservedPod? before, DateTimeOffset now, DateTimeOffset? deleted = null, string image = "web:1") =>
        ObservedPod.Read(Pod(status, before, deleted, image), before, Options, now).ShouldNotBeNull();

    public static V1Pod Pod(string status, ObservedPod? before = null, DateTimeOffset? deleted = null, string image = "web:1") => new()
    {
        Metadata = new()
        {
            Name = "c-1",
            Uid = before?.Uid ?? "uid-1",
            DeletionTimestamp = deleted,
            Labels = new Dictionary<string, string> { ["sprout.dev/container"] = (before?.ContainerId ?? Guid.NewGuid()).ToString("D") },
        },
        Spec = new() { Containers = [new() { Name = "main", Image = image }] },
        Status = JsonSerializer.Deserialize<V1PodStatus>(status, KubernetesJson.Options),
    };

    /// <summary>A container that waits on a node that it got at <see cref="Since"/>.</summary>
    public static string Waiting(string reason, string? message = null, string? lastState = null, string ready = "False") => $$$"""
        {"phase":"Pending",
         "conditions":[{"type":"PodScheduled","status":"True","lastTransitionTime":"2026-01-01T00:00:00Z"},
                       {"type":"Ready","status":"{{{ready}}}","lastTransitionTime":"2026-01-01T00:00:00Z"}],
         "containerStatuses":[{"name":"main","image":"docker.io/library/web:1","restartCount":1,
           "state":{"waiting":{"reason":"{{{reason}}}","message":{{{JsonSerializer.Serialize(message)}}}}},
           "lastState":{{{lastState ?? "{}"}}}}]}
        """;

    public static string Terminated(int exitCode, string reason, string? message = null) =>
        $$$"""{"terminated":{"exitCode":{{{exitCode}}},"reason":"{{{reason}}}","message":{{{JsonSerializer.Serialize(message)}}}}}""";

    public const string IsReady = """
        {"phase":"Running",
         "conditions":[{"type":"PodScheduled","status":"True","lastTransitionTime":"2026-01-01T00:00:00Z"},{"type":"Ready","status":"True","lastTransitionTime":"2026-01-01T00:00:00Z"}],
         "containerStatuses":[{"name":"main","ready":true,"state":{"running":{"startedAt":"2026-01-01T00:00:00Z"}}}]}
        """;

    public static string Unscheduled(string message) => $$$"""
        {"phase":"Pending","conditions":[{"type":"PodScheduled","status":"False","reason":"Unschedulable","message":{{{JsonSerializer.Serialize(message)}}},"lastTransitionTime":"2026-01-01T00:00:00Z"}]}
        """;
}
