using System.Text.Json.Nodes;

namespace Sprout.ClusterSimulator.Objects;

/// <summary>An owner reference, as far as the garbage collector cares.</summary>
internal readonly record struct Owner(string Uid, bool BlocksDeletion)
{
    public static Owner Of(JsonObject reference) => new(reference.Text("uid") ?? "", reference.Flag("blockOwnerDeletion") ?? false);
}
