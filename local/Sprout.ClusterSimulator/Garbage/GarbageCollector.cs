using Sprout.ClusterSimulator.Scheduling;
using Sprout.ClusterSimulator.Storage;
using Sprout.ClusterSimulator.Writes;

namespace Sprout.ClusterSimulator.Garbage;

/// <summary>Deletes what has owners but no living one, and lets go of owners that wait for their dependents (foreground deletion).</summary>
internal sealed class GarbageCollector(ObjectStore store, OwnerIndex owners, ObjectDeleter deleter, ObjectWriter writer, WorkQueue queue) : IStoreObserver
{
    public void OnCommitted(StoreEvent change)
    {
        var facts = change.Current.Facts;
        if (change.Type == StoreEventType.Deleted)
        {
            foreach (var dependent in owners.DependentsOf(facts.Uid))
            {
                queue.Enqueue(() => Collect(dependent));
            }

            foreach (var owner in facts.Owners)
            {
                queue.Enqueue(() => ReleaseForeground(owner.Uid));
            }

            return;
        }

        if (facts.Owners.Any(owner => !owners.IsAlive(owner.Uid, change.Key.Namespace)))
        {
            queue.Enqueue(() => Collect(change.Key));
        }

        if (facts.IsDeleting && facts.HasFinalizers)
        {
            queue.Enqueue(() => ReleaseForeground(facts.Uid));
        }
    }

    private void Collect(ObjectKey key)
    {
        lock (store.Gate)
        {
            if (store.Find(key) is not { Facts.Owners.Count: > 0 } dependent)
            {
                return;
            }

            var absent = dependent.Facts.Owners.Select(owner => owner.Uid).Where(uid => !owners.IsAlive(uid, key.Namespace)).ToHashSet();
            if (absent.Count == dependent.Facts.Owners.Count)
            {
                deleter.Delete(key, DeleteOptions.Default with { Uid = dependent.Facts.Uid, Propagation = "Background" });
            }
            else if (absent.Count > 0)
            {
                writer.Amend(key, dependent.Facts.Uid, tree =>
                {
                    OwnerReferences.Remove(tree, absent.Contains);
                    return true;
                });
            }
        }
    }

    private void ReleaseForeground(string uid)
    {
        lock (store.Gate)
        {
            if (owners.Find(uid) is not { } key || store.Find(key) is not { Facts: { IsDeleting: true, HasFinalizers: true } })
            {
                return;
            }

            var isBlocked = false;
            foreach (var dependent in owners.DependentsOf(uid).Select(store.Find).OfType<StoredObject>())
            {
                isBlocked |= dependent.Facts.Owners.Any(owner => owner.Uid == uid && owner.BlocksDeletion);
                if (!dependent.Facts.IsDeleting)
                {
                    deleter.Delete(dependent.Key, DeleteOptions.Default);
                }
            }

            // What was just deleted without waiting is gone from the index by now.
            if (!isBlocked || owners.DependentsOf(uid).Length == 0)
            {
                writer.Amend(key, uid, tree => Finalizers.Remove(tree, ObjectDeleter.ForegroundFinalizer));
            }
        }
    }
}
