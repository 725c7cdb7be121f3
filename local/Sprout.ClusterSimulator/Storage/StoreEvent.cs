namespace Sprout.ClusterSimulator.Storage;

/// <summary>One committed change. A creation has no <paramref name="Previous"/>; a deletion's <paramref name="Current"/> is the last state, with the deletion's version.</summary>
internal sealed record StoreEvent(StoreEventType Type, StoredObject? Previous, StoredObject Current)
{
    public long ResourceVersion => Current.ResourceVersion;

    public ObjectKey Key => Current.Key;
}
