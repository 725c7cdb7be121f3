using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sprout.State;

/// <summary>How documents are stored.</summary>
public static class StateJson
{
    /// <summary>Camel case, nulls left out.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };
}
