namespace Sprout.ClusterSimulator.Storage;

/// <summary>
/// Told of every committed change, in order, under the store's lock: it must be quick (constant time), and it must leave
/// work that writes to the store for later.
/// </summary>
internal interface IStoreObserver
{
    void OnCommitted(StoreEvent change);
}
