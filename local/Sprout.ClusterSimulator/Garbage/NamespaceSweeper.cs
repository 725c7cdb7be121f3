using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Kinds;
using Sprout.ClusterSimulator.Objects;
using Sprout.ClusterSimulator.Scheduling;
using Sprout.ClusterSimulator.Storage;
using Sprout.ClusterSimulator.Writes;

namespace Sprout.ClusterSimulator.Garbage;

/// <summary>Empties a namespace that is being deleted, then removes it.</summary>
internal sealed class NamespaceSweeper(ObjectStore store, ObjectDeleter deleter, WorkQueue queue) : IStoreObserver
{
    private readonly Dictionary<string, int> contents = [];
    private readonly HashSet<string> terminating = [];

    public void OnCommitted(StoreEvent change)
    {
        var key = change.Key;
        if (key.Kind == ResourceKinds.Namespaces)
        {
            OnNamespace(change);
            return;
        }

        if (key.Namespace.Length == 0 || change.Type == StoreEventType.Modified)
        {
            return;
        }

        var count = contents.GetValueOrDefault(key.Namespace) + (change.Type == StoreEventType.Added ? 1 : -1);
        contents[key.Namespace] = count;
        if (count == 0 && terminating.Contains(key.Namespace))
        {
            queue.Enqueue(() => Sweep(key.Namespace));
        }
    }

    private void OnNamespace(StoreEvent change)
    {
        var name = change.Key.Name;
        if (change.Type == StoreEventType.Deleted)
        {
            terminating.Remove(name);
            contents.Remove(name);
        }
        else if (change.Current.Facts.IsDeleting)
        {
            terminating.Add(name);
            queue.Enqueue(() => Sweep(name));
        }
    }

    private void Sweep(string name)
    {
        lock (store.Gate)
        {
            var key = new ObjectKey(ResourceKinds.Namespaces, "", name);
            if (store.Find(key) is not { Facts.IsDeleting: true } found)
            {
                return;
            }

            foreach (var item in ResourceKinds.All.Where(kind => kind.Namespaced).SelectMany(kind => store.List(kind, name).Items))
            {
                if (!item.Facts.IsDeleting)
                {
                    deleter.Delete(item.Key, DeleteOptions.Default with { Propagation = "Background" });
                }
            }

            if (contents.GetValueOrDefault(name) == 0 && !found.Facts.HasFinalizers)
            {
                var tree = found.Parse();
                tree.GetOrAddObject("spec")["finalizers"] = new JsonArray();
                store.Remove(found, tree);
            }
        }
    }
}
