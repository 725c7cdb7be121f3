using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Objects;

namespace Sprout.ClusterSimulator.Garbage;

/// <summary>Edits of <c>metadata.finalizers</c>.</summary>
internal static class Finalizers
{
    /// <summary>Removes one; false when it was not there.</summary>
    public static bool Remove(JsonObject tree, string finalizer)
    {
        var metadata = tree.Metadata();
        if (metadata.Array("finalizers") is not { } finalizers || finalizers.FirstOrDefault(each => JsonPaths.Scalar(each) == finalizer) is not { } found)
        {
            return false;
        }

        finalizers.Remove(found);
        if (finalizers.Count == 0)
        {
            metadata.Remove("finalizers");
        }

        return true;
    }
}
