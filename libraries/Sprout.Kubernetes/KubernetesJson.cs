using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sprout.Kubernetes.Models;

namespace Sprout.Kubernetes;

/// <summary>How objects are written and read: camelCase, nothing for null, times as the API server keeps them.</summary>
public static class KubernetesJson
{
    /// <summary>For every call; read-only.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>The object as JSON.</summary>
    public static string Serialize<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>The object in the JSON; what the model does not know is dropped.</summary>
    public static T? Deserialize<T>(string json) => JsonSerializer.Deserialize<T>(json, Options);

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.General)
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // sent to the API server, never into a page
            Converters = { new TimeConverter() },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
