using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Kinds;
using Sprout.ClusterSimulator.Objects;

namespace Sprout.ClusterSimulator.Storage;

/// <summary>
/// All objects, and the one counter of versions. A change is journalled, then visible, then told to the observers,
/// all under one lock, so that everyone sees the same order.
/// </summary>
internal sealed class ObjectStore
{
    private readonly Dictionary<ResourceKind, SortedDictionary<(string Namespace, string Name), StoredObject>> objects =
        ResourceKinds.All.ToDictionary(kind => kind, _ => new SortedDictionary<(string, string), StoredObject>(KeyOrder.Instance));

    private readonly List<IStoreObserver> observers = [];
    private readonly Journal? journal;

    public ObjectStore(Journal? journal)
    {
        this.journal = journal;
        if (journal is null)
        {
            return;
        }

        foreach (var entry in journal.Load())
        {
            ResourceVersion = Math.Max(ResourceVersion, entry.ResourceVersion);
            if (entry.Put is { } put)
            {
                objects[put.Key.Kind][(put.Key.Namespace, put.Key.Name)] = put;
            }
            else if (entry.Deleted is { } key)
            {
                objects[key.Kind].Remove((key.Namespace, key.Name));
            }
        }
    }

    /// <summary>Hold it to read and then write without anything in between. Reentrant.</summary>
    public Lock Gate { get; } = new();

    /// <summary>The version of the last change.</summary>
    public long ResourceVersion { get; private set; }

    /// <summary>From now on tells the observer of every change; first of everything that is there already, as if just added, if it asks to.</summary>
    public void Subscribe(IStoreObserver observer, bool replay)
    {
        lock (Gate)
        {
            foreach (var item in replay ? objects.Values.SelectMany(kind => kind.Values) : [])
            {
                observer.OnCommitted(new StoreEvent(StoreEventType.Added, null, item));
            }

            observers.Add(observer);
        }
    }

    public StoredObject? Find(ObjectKey key)
    {
        lock (Gate)
        {
            return objects[key.Kind].GetValueOrDefault((key.Namespace, key.Name));
        }
    }

    /// <summary>Objects of a kind by namespace and name, and the version they are true at.</summary>
    public (long ResourceVersion, StoredObject[] Items) List(ResourceKind kind, string? @namespace = null)
    {
        lock (Gate)
        {
            var all = objects[kind].Values;
            return (ResourceVersion, @namespace is null ? [.. all] : [.. all.Where(item => item.Key.Namespace == @namespace)]);
        }
    }

    /// <summary>Stores a new version of the object; sets its resourceVersion.</summary>
    public StoredObject Put(ObjectKey key, JsonObject tree, AppliedFields? applied)
    {
        lock (Gate)
        {
            var current = Seal(key, tree, ResourceVersion + 1, applied);
            journal?.Append(JournalEntry.Of(current));
            ResourceVersion = current.ResourceVersion;
            var kindObjects = objects[key.Kind];
            var previous = kindObjects.GetValueOrDefault((key.Namespace, key.Name));
            kindObjects[(key.Namespace, key.Name)] = current;
            Tell(new StoreEvent(previous is null ? StoreEventType.Added : StoreEventType.Modified, previous, current));
            return current;
        }
    }

    /// <summary>Removes the object for good; <paramref name="lastState"/> is what watchers are told.</summary>
    public StoredObject Remove(StoredObject previous, JsonObject lastState)
    {
        lock (Gate)
        {
            var last = Seal(previous.Key, lastState, ResourceVersion + 1, null);
            journal?.Append(JournalEntry.Deletion(previous.Key, last.ResourceVersion));
            ResourceVersion = last.ResourceVersion;
            objects[previous.Key.Kind].Remove((previous.Key.Namespace, previous.Key.Name));
            Tell(new StoreEvent(StoreEventType.Deleted, previous, last));
            return last;
        }
    }

    private static StoredObject Seal(ObjectKey key, JsonObject tree, long resourceVersion, AppliedFields? applied)
    {
        tree.Metadata()["resourceVersion"] = resourceVersion.ToString();
        // Kind and apiVersion come first, always: lists leave them out by cutting the same prefix off every item.
        tree.Remove("kind");
        tree.Remove("apiVersion");
        tree.Insert(0, "kind", key.Kind.Kind);
        tree.Insert(1, "apiVersion", key.Kind.ApiVersion);
        return new StoredObject(key, resourceVersion, tree, applied);
    }

    private void Tell(StoreEvent change)
    {
        foreach (var observer in observers)
        {
            observer.OnCommitted(change);
        }

        if (journal is { IsDueForCompaction: true })
        {
            journal.Compact(ResourceVersion, objects.Values.SelectMany(kind => kind.Values));
        }
    }
}
