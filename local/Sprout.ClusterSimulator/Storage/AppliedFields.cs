using System.Text.Json;
using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Objects;

namespace Sprout.ClusterSimulator.Storage;

/// <summary>What each field manager applied last, by manager. As bytes: it is seldom asked for, and a tree takes ten times as much memory.</summary>
internal sealed class AppliedFields
{
    private AppliedFields(ReadOnlyMemory<byte> json) => Json = json;

    public ReadOnlyMemory<byte> Json { get; }

    /// <summary>Null when nobody applied.</summary>
    public static AppliedFields? Of(JsonObject? byManager) =>
        byManager is null ? null : new AppliedFields(JsonSerializer.SerializeToUtf8Bytes(byManager, JsonText.Compact));

    /// <summary>A fresh tree that the caller may change.</summary>
    public JsonObject Parse() => JsonNode.Parse(Json.Span)!.AsObject();
}
