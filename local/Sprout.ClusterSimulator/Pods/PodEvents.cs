using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Kinds;
using Sprout.ClusterSimulator.Objects;
using Sprout.ClusterSimulator.Scheduling;
using Sprout.ClusterSimulator.Storage;
using Sprout.ClusterSimulator.Writes;

namespace Sprout.ClusterSimulator.Pods;

/// <summary>
/// The Events that scheduler and kubelet leave behind. Only the last few thousand are kept (a real cluster forgets them
/// after an hour).
/// </summary>
internal sealed class PodEvents(ObjectStore store, ObjectWriter writer, WorkQueue queue, TimeProvider time) : IStoreObserver
{
    private const int Most = 5_000;
    private readonly Queue<ObjectKey> kept = new();
    private long count;

    public void Tell(PodTree pod, string component, string reason, string message) => Record(pod, component, "Normal", reason, message);

    public void Warn(PodTree pod, string component, string reason, string message) => Record(pod, component, "Warning", reason, message);

    public void OnCommitted(StoreEvent change)
    {
        if (change.Key.Kind != ResourceKinds.Events || change.Type != StoreEventType.Added)
        {
            return;
        }

        kept.Enqueue(change.Key);
        if (kept.Count > Most)
        {
            var oldest = kept.Dequeue();
            queue.Enqueue(() => Forget(oldest));
        }
    }

    private void Forget(ObjectKey key)
    {
        lock (store.Gate)
        {
            if (store.Find(key) is { } found)
            {
                store.Remove(found, found.Parse());
            }
        }
    }

    private void Record(PodTree pod, string component, string type, string reason, string message)
    {
        var now = time.GetUtcNow();
        var tree = new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = $"{pod.Name}.{now.Ticks:x}{count++:x4}" },
            ["involvedObject"] = new JsonObject
            {
                ["kind"] = "Pod",
                ["namespace"] = pod.Namespace,
                ["name"] = pod.Name,
                ["uid"] = pod.Uid,
                ["apiVersion"] = "v1",
            },
            ["reason"] = reason,
            ["message"] = message,
            ["source"] = new JsonObject { ["component"] = component },
            ["firstTimestamp"] = Timestamps.Seconds(now),
            ["lastTimestamp"] = Timestamps.Seconds(now),
            ["count"] = 1,
            ["type"] = type,
            ["eventTime"] = null,
            ["reportingComponent"] = component,
            ["reportingInstance"] = "",
        };
        // After the pod's own change, which is still being made: an Event never comes before what it tells.
        queue.Enqueue(() => writer.Create(ResourceKinds.Events, pod.Namespace, tree));
    }
}
