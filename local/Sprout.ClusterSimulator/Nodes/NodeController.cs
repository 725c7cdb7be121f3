using Sprout.ClusterSimulator.Kinds;
using Sprout.ClusterSimulator.Objects;
using Sprout.ClusterSimulator.Pods;
using Sprout.ClusterSimulator.Scheduling;
using Sprout.ClusterSimulator.Storage;
using Sprout.ClusterSimulator.Writes;

namespace Sprout.ClusterSimulator.Nodes;

/// <summary>Has nodes stop and come back, with what that does to their pods.</summary>
internal sealed class NodeController(
    ObjectStore store, ObjectWriter writer, WorkQueue queue, NodePool nodes, AwayNodes away, PodLifecycle pods, TimeProvider time)
{
    /// <summary>Makes the node objects that are not there yet. Nodes that were away when the process ended are back.</summary>
    public void Register()
    {
        foreach (var (name, address) in nodes.All)
        {
            if (store.Find(KeyOf(name)) is null)
            {
                writer.Create(ResourceKinds.Nodes, "", NodeObjects.Describe(name, address, Timestamps.Seconds(time.GetUtcNow())));
            }
            else
            {
                Mark(name, isAway: false);
            }
        }
    }

    /// <summary>
    /// The node stops: its pods are no longer ready at once, deleted after a while, and Terminating until somebody forces it or the node is back.
    /// False when it is away already, or there is no such node.
    /// </summary>
    public bool Lose(string name)
    {
        lock (store.Gate)
        {
            if (!nodes.Set(name, isAway: true))
            {
                return false;
            }

            Mark(name, isAway: true);
            foreach (var pod in PodsOf(name))
            {
                writer.Amend(pod.Key, pod.Facts.Uid, tree =>
                {
                    new PodTree(tree, time.GetUtcNow()).SetCondition("Ready", false);
                    return true;
                });
                pods.Plan(pod.Key, pod.Facts, PodStage.EvictByTaint, 0);
            }

            return true;
        }
    }

    /// <summary>The node is back: what waited for it goes on, and pods that were not deleted meanwhile are ready again. False when it is not away.</summary>
    public bool Return(string name)
    {
        lock (store.Gate)
        {
            if (!nodes.Set(name, isAway: false))
            {
                return false;
            }

            Mark(name, isAway: false);
            foreach (var pod in PodsOf(name))
            {
                writer.Amend(pod.Key, pod.Facts.Uid, tree =>
                {
                    var seen = new PodTree(tree, time.GetUtcNow());
                    var isReady = seen.ContainerStatuses.Any() && seen.ContainerStatuses.All(status => status.Flag("ready") == true);
                    if (isReady)
                    {
                        seen.SetReady(true);
                    }

                    return isReady;
                });
            }

            foreach (var work in away.Take(name))
            {
                queue.Enqueue(work);
            }

            return true;
        }
    }

    private static ObjectKey KeyOf(string name) => new(ResourceKinds.Nodes, "", name);

    private IEnumerable<StoredObject> PodsOf(string node) =>
        store.List(ResourceKinds.Pods).Items.Where(pod => pod.Facts.NodeName == node && !pod.Facts.IsDeleting && pod.Facts.Phase is ("Pending" or "Running"));

    private void Mark(string name, bool isAway)
    {
        if (store.Find(KeyOf(name)) is { } node)
        {
            writer.Amend(node.Key, node.Facts.Uid, tree =>
            {
                NodeObjects.Mark(tree, isAway, Timestamps.Seconds(time.GetUtcNow()));
                return true;
            });
        }
    }
}
