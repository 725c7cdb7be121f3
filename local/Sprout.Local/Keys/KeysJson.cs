using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sprout.State;

namespace Sprout.Local.Keys;

/// <summary>API keys for programs to read. Times are ISO 8601; null is what there is not.</summary>
public static class KeysJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary><c>[{ id, name, owner, scope, state, created, expires, lastUsed }]</c></summary>
    public static string Of(IReadOnlyList<ApiKeyRecord> keys, DateTimeOffset now) => JsonSerializer.Serialize(keys.Select(key => Node(key, now)), Options);

    /// <summary>The same of one key, with <c>key</c> where it was just made.</summary>
    public static string Of(ApiKeyRecord record, string? key, DateTimeOffset now)
    {
        var node = Node(record, now);
        if (key is not null)
            node["key"] = key;
        return node.ToJsonString(Options);
    }

    private static JsonObject Node(ApiKeyRecord key, DateTimeOffset now) => new()
    {
        ["id"] = key.Id,
        ["name"] = key.Name,
        ["owner"] = key.Owner,
        ["scope"] = key.Scope,
        ["state"] = KeysText.Word(key.StateAt(now)),
        ["created"] = key.CreatedAt,
        ["expires"] = key.ExpiresAt,
        ["lastUsed"] = key.LastUsedAt,
    };
}
