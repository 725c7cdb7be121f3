using Sprout.ClusterSimulator.Kinds;
using Sprout.ClusterSimulator.Objects;
using Sprout.ClusterSimulator.Scheduling;
using Sprout.ClusterSimulator.Storage;
using Sprout.ClusterSimulator.Writes;

namespace Sprout.ClusterSimulator.Pods;

/// <summary>
/// Drives every pod through its stages. What a pod does next can be read from its status, so pods that were midway when
/// the process ended go on when it starts again.
/// </summary>
internal sealed class PodLifecycle(
    ClusterSimulatorOptions options, ObjectStore store, ObjectWriter writer, WorkQueue queue, Kubelet kubelet, PodEvents events) : IStoreObserver
{
    private readonly PodDelays delays = new(options);

    public void OnCommitted(StoreEvent change)
    {
        if (change.Key.Kind != ResourceKinds.Pods || change.Type == StoreEventType.Deleted)
        {
            return;
        }

        var facts = change.Current.Facts;
        if (facts.IsDeleting)
        {
            if (change.Previous?.Facts.IsDeleting != true)
            {
                queue.Enqueue(options.DeleteGrace, () => Terminate(change.Key, facts.Uid));
            }
        }
        else if (change.Type == StoreEventType.Added)
        {
            Plan(change.Key, facts, PodProgress.NextStage(change.Current.Parse()), 0);
        }
        else if (change.Previous is { } previous && previous.Facts.Images != facts.Images && facts.NodeName.Length > 0)
        {
            Plan(change.Key, facts, PodStage.Pulled, 0);
        }
    }

    private void Plan(ObjectKey key, ObjectFacts facts, PodStage stage, long attempt)
    {
        if (stage == PodStage.Rest)
        {
            return;
        }

        var behaviour = ImageBehaviours.Find(options.ImageBehaviours, facts.Images);
        queue.Enqueue(delays.Before(stage, behaviour, attempt), () => Run(key, facts, stage, behaviour, attempt));
    }

    private void Run(ObjectKey key, ObjectFacts facts, PodStage stage, PodBehaviour behaviour, long attempt)
    {
        lock (store.Gate)
        {
            // A pod that has another image by now has another plan.
            if (store.Find(key) is not { Facts.IsDeleting: false } current || current.Facts.Images != facts.Images)
            {
                return;
            }

            var next = PodStage.Rest;
            writer.Amend(key, facts.Uid, tree =>
            {
                next = kubelet.Run(stage, behaviour, new PodTree(tree, options.TimeProvider.GetUtcNow()));
                return true;
            });
            var isBackOff = stage is PodStage.BackOffPull or PodStage.BackOffRestart;
            Plan(key, facts, next, isBackOff ? attempt + 1 : attempt);
        }
    }

    private void Terminate(ObjectKey key, string uid) => writer.Amend(key, uid, tree =>
    {
        var pod = new PodTree(tree, options.TimeProvider.GetUtcNow());
        events.Tell(pod, "kubelet", "Killing", $"Stopping container {pod.ContainerNames}");
        if (tree.Metadata().Array("finalizers") is { Count: > 0 })
        {
            pod.Exit(0, "Completed");
            pod.SetReady(false);
        }

        tree.Metadata()["deletionGracePeriodSeconds"] = 0;
        return true;
    });
}
