using System.Text.Json;
using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Kinds;
using Sprout.ClusterSimulator.Objects;

namespace Sprout.ClusterSimulator.Storage;

/// <summary>
/// One line of the journal: an object's new version, a deletion, or only a version (the first line after a compaction).
/// <c>{"rv":7,"group":"","version":"v1","plural":"pods","namespace":"a","name":"b","put":{…},"applied":{…}}</c>
/// </summary>
internal sealed record JournalEntry(long ResourceVersion, StoredObject? Put = null, ObjectKey? Deleted = null)
{
    public static JournalEntry Of(StoredObject put) => new(put.ResourceVersion, put);

    public static JournalEntry Deletion(ObjectKey key, long resourceVersion) => new(resourceVersion, Deleted: key);

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("rv", ResourceVersion);
        if ((Put?.Key ?? Deleted) is { } key)
        {
            writer.WriteString("group", key.Kind.Group);
            writer.WriteString("version", key.Kind.Version);
            writer.WriteString("plural", key.Kind.Plural);
            writer.WriteString("namespace", key.Namespace);
            writer.WriteString("name", key.Name);
        }

        if (Put is { } put)
        {
            writer.WritePropertyName("put");
            writer.WriteRawValue(put.Json.Span, skipInputValidation: true);
            if (put.Applied is { } applied)
            {
                writer.WritePropertyName("applied");
                writer.WriteRawValue(applied.Json.Span, skipInputValidation: true);
            }
        }

        writer.WriteEndObject();
    }

    /// <summary>Reads one line; throws <see cref="JsonException"/> when it is torn.</summary>
    public static JournalEntry Read(ReadOnlySpan<byte> line)
    {
        var tree = JsonNode.Parse(line)?.AsObject() ?? throw new JsonException("An empty journal line.");
        var resourceVersion = tree.Number("rv") ?? throw new JsonException("A journal line without a version.");
        if (tree.Text("plural") is not { } plural || ResourceKinds.Find(tree.Text("group") ?? "", tree.Text("version") ?? "", plural) is not { } kind)
        {
            return new JournalEntry(resourceVersion);
        }

        var key = new ObjectKey(kind, tree.Text("namespace") ?? "", tree.Text("name") ?? "");
        return tree.Object("put") is { } put
            ? new JournalEntry(resourceVersion, new StoredObject(key, resourceVersion, put, AppliedFields.Of(tree.Object("applied"))))
            : new JournalEntry(resourceVersion, Deleted: key);
    }
}
