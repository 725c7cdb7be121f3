using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Api;

namespace Sprout.ClusterSimulator.Writes;

/// <summary>What an update wants an object to be, with what its managers applied; or why it cannot be made.</summary>
internal readonly record struct Change(JsonObject Tree, JsonObject? Applied, Status? Refusal)
{
    public static Change To(JsonObject tree, JsonObject? applied) => new(tree, applied, null);

    public static Change Refused(Status refusal) => new([], null, refusal);
}
