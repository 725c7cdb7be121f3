using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Api;
using Sprout.ClusterSimulator.Kinds;
using Sprout.ClusterSimulator.Objects;
using Sprout.ClusterSimulator.Selectors;
using Sprout.ClusterSimulator.Storage;

namespace Sprout.ClusterSimulator.Watches;

/// <summary>The lines of a watch's answer.</summary>
internal static class WatchLines
{
    /// <summary>An object that begins to match is ADDED, one that stops is DELETED: the client only knows its selection.</summary>
    public static string? TypeOf(StoreEvent change, Selection selection)
    {
        var before = change.Previous is { } previous && selection.Matches(previous);
        var after = change.Type != StoreEventType.Deleted && selection.Matches(change.Current);
        return (before, after) switch
        {
            (false, true) => "ADDED",
            (true, true) => "MODIFIED",
            (true, false) => "DELETED",
            _ => null,
        };
    }

    public static void Write(IBufferWriter<byte> output, string type, ReadOnlySpan<byte> json)
    {
        output.Write("{\"type\":\""u8);
        output.Write(Encoding.ASCII.GetBytes(type));
        output.Write("\",\"object\":"u8);
        output.Write(json);
        output.Write("}\n"u8);
    }

    public static void WriteBookmark(IBufferWriter<byte> output, ResourceKind kind, long resourceVersion)
    {
        var bookmark = new JsonObject
        {
            ["kind"] = kind.Kind,
            ["apiVersion"] = kind.ApiVersion,
            ["metadata"] = new JsonObject { ["resourceVersion"] = resourceVersion.ToString(), ["creationTimestamp"] = null },
        };
        Write(output, "BOOKMARK", Encoding.UTF8.GetBytes(bookmark.ToJsonString(JsonText.Compact)));
    }

    public static void WriteError(IBufferWriter<byte> output, Status status) =>
        Write(output, "ERROR", Encoding.UTF8.GetBytes(status.ToJson().ToJsonString(JsonText.Compact)));
}
