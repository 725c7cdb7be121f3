using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Objects;

namespace Sprout.ClusterSimulator.Garbage;

/// <summary>Edits of <c>metadata.ownerReferences</c>.</summary>
internal static class OwnerReferences
{
    /// <summary>Drops the references to the owners that match; an empty list goes too.</summary>
    public static void Remove(JsonObject tree, Predicate<string> matches)
    {
        var kept = tree.Metadata().Array("ownerReferences").Objects()
            .Where(reference => !matches(reference.Text("uid") ?? ""))
            .Select(reference => reference.DeepClone())
            .ToArray();
        tree.Metadata().Remove("ownerReferences");
        if (kept.Length > 0)
        {
            tree.Metadata()["ownerReferences"] = new JsonArray(kept);
        }
    }
}
