using Sprout.ClusterSimulator.Kinds;
using Sprout.ClusterSimulator.Storage;

namespace Sprout.ClusterSimulator.Pods;

/// <summary>Finds the pod that stands for a container, by the label that Sprout puts on it.</summary>
internal sealed class PodDirectory(ObjectStore store) : IStoreObserver
{
    private const string Label = "sprout.dev/container";
    private readonly Dictionary<string, ObjectKey> pods = [];

    public void OnCommitted(StoreEvent change)
    {
        if (change.Key.Kind != ResourceKinds.Pods || !change.Current.Facts.Labels.TryGetValue(Label, out var id))
        {
            return;
        }

        if (change.Type != StoreEventType.Deleted)
        {
            pods[id] = change.Key;
        }
        else if (pods.TryGetValue(id, out var key) && key == change.Key)
        {
            pods.Remove(id);
        }
    }

    public StoredObject? Find(string id)
    {
        lock (store.Gate)
        {
            return pods.TryGetValue(id, out var key) ? store.Find(key) : null;
        }
    }
}
