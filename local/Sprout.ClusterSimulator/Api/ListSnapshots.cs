using Sprout.ClusterSimulator.Selectors;
using Sprout.ClusterSimulator.Storage;

namespace Sprout.ClusterSimulator.Api;

/// <summary>The snapshots that unfinished paged lists are cut from; the oldest go first.</summary>
internal sealed class ListSnapshots
{
    private const int Most = 64;
    private readonly LinkedList<(string Key, StoredObject[] Items)> kept = new();
    private readonly Lock gate = new();

    public void Keep(Selection selection, long resourceVersion, StoredObject[] items)
    {
        lock (gate)
        {
            var key = KeyOf(selection, resourceVersion);
            if (kept.Any(each => each.Key == key))
            {
                return;
            }

            kept.AddLast((key, items));
            if (kept.Count > Most)
            {
                kept.RemoveFirst();
            }
        }
    }

    public StoredObject[]? Find(Selection selection, long resourceVersion)
    {
        lock (gate)
        {
            var key = KeyOf(selection, resourceVersion);
            return kept.FirstOrDefault(each => each.Key == key).Items;
        }
    }

    private static string KeyOf(Selection selection, long resourceVersion) =>
        $"{resourceVersion} {selection.Kind.QualifiedPlural} {selection.Namespace} "
        + string.Join(',', selection.Labels.Requirements.Select(each => $"{each.Key} {each.Operator} {string.Join(' ', each.Values)}"))
        + string.Join(',', selection.Fields.Terms);
}
