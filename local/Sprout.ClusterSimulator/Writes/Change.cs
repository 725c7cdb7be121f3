using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Api;
using Sprout.ClusterSimulator.Storage;

namespace Sprout.ClusterSimulator.Writes;

/// <summary>What an update wants an object to be, with what its managers applied; or why it cannot be made.</summary>
internal readonly record struct Change(JsonObject Tree, AppliedFields? Applied, Status? Refusal)
{
    public static Change To(JsonObject tree, AppliedFields? applied) => new(tree, applied, null);

    public static Change Refused(Status refusal) => new([], null, refusal);
}
