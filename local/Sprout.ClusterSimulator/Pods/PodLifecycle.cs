using Sprout.ClusterSimulator.Faults;
using Sprout.ClusterSimulator.Kinds;
using Sprout.ClusterSimulator.Objects;
using Sprout.ClusterSimulator.Scheduling;
using Sprout.ClusterSimulator.Storage;
using Sprout.ClusterSimulator.Writes;

namespace Sprout.ClusterSimulator.Pods;

/// <summary>
/// Drives every pod through its stages. What a pod does next can be read from its status, so pods that were midway when
/// the process ended go on when it starts again. What a node that is away would do waits until it is back.
/// </summary>
internal sealed class PodLifecycle(
    ClusterSimulatorOptions options,
    ObjectStore store,
    ObjectWriter writer,
    ObjectDeleter deleter,
    WorkQueue queue,
    Kubelet kubelet,
    Scheduler scheduler,
    PodEvents events,
    AwayNodes away,
    FaultInjector faults) : IStoreObserver
{
    private readonly PodDelays delays = new(options);

    public void OnCommitted(StoreEvent change)
    {
        if (change.Key.Kind != ResourceKinds.Pods)
        {
            return;
        }

        var facts = change.Current.Facts;
        if (change.Type == StoreEventType.Deleted)
        {
            away.Forget(facts.Uid);
        }
        else if (facts.IsDeleting)
        {
            if (change.Previous?.Facts.IsDeleting != true)
            {
                queue.Enqueue(options.DeleteGrace, () => Terminate(change.Key, facts.Uid));
            }
        }
        else if (change.Type == StoreEventType.Added)
        {
            Plan(change.Key, facts, PodProgress.NextStage(change.Current.Parse(), CourseOf(facts)), 0);
        }
        else if (change.Previous is { } previous && previous.Facts.Images != facts.Images && facts.NodeName.Length > 0)
        {
            Plan(change.Key, facts, PodStage.Pulled, 0);
        }
    }

    /// <summary>The stage comes when it is due.</summary>
    public void Plan(ObjectKey key, ObjectFacts facts, PodStage stage, long attempt)
    {
        if (stage == PodStage.Rest)
        {
            return;
        }

        var course = CourseOf(facts);
        var delay = delays.Before(stage, course, attempt) + (stage == PodStage.Schedule ? faults.SchedulerDelay() : TimeSpan.Zero);
        queue.Enqueue(delay, () => Run(key, facts, stage, course, attempt));
    }

    private PodCourse CourseOf(ObjectFacts facts) => PodCourses.Of(ImageBehaviours.Find(options.ImageBehaviours, facts));

    private void Run(ObjectKey key, ObjectFacts facts, PodStage stage, PodCourse course, long attempt)
    {
        lock (store.Gate)
        {
            // A pod that has another image by now has another plan.
            if (store.Find(key) is not { Facts.IsDeleting: false } current || current.Facts.Uid != facts.Uid || current.Facts.Images != facts.Images)
            {
                return;
            }

            var isOfScheduler = stage is PodStage.Schedule or PodStage.Preempt or PodStage.LoseNode or PodStage.EvictByTaint;
            var isAway = away.Has(current.Facts);
            if (isAway && !isOfScheduler)
            {
                away.Park(current.Facts, () => Run(key, facts, stage, course, attempt));
                return;
            }

            if (stage == PodStage.EvictByTaint && !isAway)
            {
                return;
            }

            var next = PodStage.Rest;
            var changed = writer.Amend(key, facts.Uid, tree =>
            {
                var pod = new PodTree(tree, options.TimeProvider.GetUtcNow());
                next = isOfScheduler ? scheduler.Run(stage, course, pod) : kubelet.Run(stage, course, attempt, pod);
                return true;
            });
            Follow(changed!, stage);
            var isBackOff = stage is PodStage.BackOffPull or PodStage.BackOffRestart;
            Plan(key, facts, next, isBackOff ? attempt + 1 : attempt);
        }
    }

    private void Follow(StoredObject pod, PodStage stage)
    {
        if (stage == PodStage.Schedule && pod.Facts.NodeName.Length == 0)
        {
            away.ParkUnscheduled(() => Run(pod.Key, pod.Facts, stage, CourseOf(pod.Facts), 0));
        }
        else if (stage == PodStage.LoseNode)
        {
            away.Strand(pod.Facts.Uid);
        }
        else if (stage is PodStage.Preempt or PodStage.EvictByTaint)
        {
            deleter.Delete(pod.Key, new DeleteOptions());
        }
    }

    private void Terminate(ObjectKey key, string uid)
    {
        lock (store.Gate)
        {
            if (store.Find(key) is { } current && current.Facts.Uid == uid && away.Has(current.Facts))
            {
                away.Park(current.Facts, () => Terminate(key, uid));
                return;
            }

            writer.Amend(key, uid, tree =>
            {
                var pod = new PodTree(tree, options.TimeProvider.GetUtcNow());
                events.Tell(pod, "kubelet", "Killing", $"Stopping container {pod.ContainerNames}");
                if (tree.Metadata().Array("finalizers") is { Count: > 0 })
                {
                    pod.Exit(new(0, "Completed"));
                    pod.SetReady(false);
                }

                tree.Metadata()["deletionGracePeriodSeconds"] = 0;
                return true;
            });
        }
    }
}
