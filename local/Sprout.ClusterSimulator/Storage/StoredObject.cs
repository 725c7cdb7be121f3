using System.Text.Json;
using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Objects;

namespace Sprout.ClusterSimulator.Storage;

/// <summary>
/// One version of one object: its JSON, serialised once for every reader, and the few facts that selectors, quotas and
/// controllers ask for all the time. Immutable, so it may be read outside the store's lock.
/// </summary>
internal sealed class StoredObject
{
    /// <param name="key">Where it lives.</param>
    /// <param name="resourceVersion">The version of the change that made it.</param>
    /// <param name="tree">The object, beginning with kind and apiVersion in that order. Not kept.</param>
    /// <param name="applied">What each field manager applied last; null when nobody applied.</param>
    public StoredObject(ObjectKey key, long resourceVersion, JsonObject tree, AppliedFields? applied)
    {
        Key = key;
        ResourceVersion = resourceVersion;
        Json = JsonSerializer.SerializeToUtf8Bytes(tree, JsonText.Compact);
        Facts = ObjectFacts.Of(key.Kind, tree);
        Applied = applied;
    }

    public ObjectKey Key { get; }

    public long ResourceVersion { get; }

    public ReadOnlyMemory<byte> Json { get; }

    public AppliedFields? Applied { get; }

    public ObjectFacts Facts { get; }

    /// <summary>A fresh tree that the caller may change.</summary>
    public JsonObject Parse() => JsonNode.Parse(Json.Span)!.AsObject();
}
