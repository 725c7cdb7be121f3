using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Kinds;
using Sprout.ClusterSimulator.Objects;
using Sprout.ClusterSimulator.Scheduling;
using Sprout.ClusterSimulator.Storage;
using Sprout.ClusterSimulator.Writes;

namespace Sprout.ClusterSimulator.Admission;

/// <summary>
/// Writes what is used into the quotas' status, some time after it changed: once for many pods, so that a busy
/// namespace does not cost two writes per pod. Admission does not read it.
/// </summary>
internal sealed class QuotaStatus(ObjectStore store, QuotaLedger ledger, ObjectWriter writer, WorkQueue queue) : IStoreObserver
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(100);
    private readonly HashSet<string> dirty = [];

    public void OnCommitted(StoreEvent change)
    {
        var isUseful = change.Key.Kind == ResourceKinds.ResourceQuotas
            || change.Type != StoreEventType.Modified
            || change.Previous?.Facts.Use != change.Current.Facts.Use;
        if (change.Key.Namespace.Length > 0 && isUseful && dirty.Add(change.Key.Namespace))
        {
            queue.Enqueue(Delay, () => Refresh(change.Key.Namespace));
        }
    }

    private void Refresh(string @namespace)
    {
        lock (store.Gate)
        {
            dirty.Remove(@namespace);
            foreach (var quota in store.List(ResourceKinds.ResourceQuotas, @namespace).Items)
            {
                writer.Amend(quota.Key, quota.Facts.Uid, tree => Write(tree, @namespace));
            }
        }
    }

    private bool Write(JsonObject quota, string @namespace)
    {
        var hard = quota.Object("spec").Object("hard") ?? [];
        var used = new JsonObject();
        foreach (var (resource, _) in hard)
        {
            if (ledger.Used(@namespace, resource) is { } amount)
            {
                used[resource] = QuotaUse.Amount(resource, amount).ToString();
            }
        }

        quota["status"] = new JsonObject { ["hard"] = hard.DeepClone(), ["used"] = used };
        return true;
    }
}
