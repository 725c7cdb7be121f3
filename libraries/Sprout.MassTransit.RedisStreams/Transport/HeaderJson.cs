using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>Headers as a JSON object of strings, numbers and booleans.</summary>
internal static class HeaderJson
{
    /// <summary>The object, in which the first of several values of a name counts; null when there is none. What is no simple value stays in the envelope only.</summary>
    public static byte[]? Write(IEnumerable<KeyValuePair<string, object>> headers, IEnumerable<KeyValuePair<string, object?>> more)
    {
        ArrayBufferWriter<byte>? buffer = null;
        Utf8JsonWriter? json = null;
        HashSet<string>? written = null;
        foreach (var (name, value) in headers.Concat(more!))
        {
            if (value is null || !IsSimple(value) || !(written ??= new(StringComparer.OrdinalIgnoreCase)).Add(name))
                continue;
            if (json is null)
            {
                json = new(buffer = new());
                json.WriteStartObject();
            }

            json.WritePropertyName(name);
            WriteValue(json, value);
        }

        if (json is null)
            return null;
        json.WriteEndObject();
        json.Dispose();
        return buffer!.WrittenSpan.ToArray();
    }

    /// <summary>The headers. What is no JSON object has none, for somebody else wrote it, and the body may be good.</summary>
    public static Dictionary<string, object> Read(RedisValue json)
    {
        var headers = new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase);
        if (json.IsNullOrEmpty)
            return headers;
        try
        {
            using var document = JsonDocument.Parse(json.Memory);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                foreach (var property in document.RootElement.EnumerateObject())
                    headers[property.Name] = ReadValue(property.Value);
            }
        }
        catch (JsonException)
        {
            return headers;
        }

        return headers;
    }

    private static bool IsSimple(object value) => value is string or bool or Guid or Uri or DateTime or DateTimeOffset or TimeSpan or IConvertible;

    private static void WriteValue(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case byte or sbyte or short or ushort or int or uint or long:
                json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case DateTime time:
                json.WriteStringValue(time.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture));
                break;
            case DateTimeOffset time:
                json.WriteStringValue(time.ToString("O", CultureInfo.InvariantCulture));
                break;
            default:
                json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static object ReadValue(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when value.TryGetInt64(out var number) => number,
        JsonValueKind.Number => value.GetDouble(),
        _ => value.GetRawText(),
    };
}
