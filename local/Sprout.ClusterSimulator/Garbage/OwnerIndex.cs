using Sprout.ClusterSimulator.Storage;

namespace Sprout.ClusterSimulator.Garbage;

/// <summary>Who exists, by uid, and who depends on whom. Only to be used under the store's lock.</summary>
internal sealed class OwnerIndex : IStoreObserver
{
    private readonly Dictionary<string, ObjectKey> living = [];
    private readonly Dictionary<string, HashSet<ObjectKey>> dependents = [];

    public void OnCommitted(StoreEvent change)
    {
        foreach (var owner in change.Previous?.Facts.Owners ?? [])
        {
            Forget(owner.Uid, change.Key);
        }

        if (change.Type == StoreEventType.Deleted)
        {
            living.Remove(change.Current.Facts.Uid);
            return;
        }

        living[change.Current.Facts.Uid] = change.Key;
        foreach (var owner in change.Current.Facts.Owners)
        {
            if (!dependents.TryGetValue(owner.Uid, out var known))
            {
                dependents[owner.Uid] = known = [];
            }

            known.Add(change.Key);
        }
    }

    public ObjectKey[] DependentsOf(string uid) => dependents.TryGetValue(uid, out var known) ? [.. known] : [];

    public ObjectKey? Find(string uid) => living.TryGetValue(uid, out var key) ? key : null;

    /// <summary>An owner counts when it lives in the dependent's namespace, or in none.</summary>
    public bool IsAlive(string uid, string @namespace) =>
        living.TryGetValue(uid, out var key) && (key.Namespace.Length == 0 || key.Namespace == @namespace);

    private void Forget(string uid, ObjectKey dependent)
    {
        if (dependents.TryGetValue(uid, out var known) && known.Remove(dependent) && known.Count == 0)
        {
            dependents.Remove(uid);
        }
    }
}
