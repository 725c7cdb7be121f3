using System.Buffers;
using System.Text.Json;
using MassTransit;
using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Queues;

/// <summary>The headers that MassTransit adds when it puts a message on a dead-letter queue.</summary>
internal static class FaultHeaders
{
    private const string HostPrefix = "MT-Host-";

    // Not by the beginning MT-Fault-: MT-Fault-Address is the sender's, and says where faults go.
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        MessageHeaders.Reason, MessageHeaders.FaultExceptionType, MessageHeaders.FaultMessage, MessageHeaders.FaultStackTrace, MessageHeaders.FaultTimestamp,
        MessageHeaders.FaultInputAddress, MessageHeaders.FaultConsumerType, MessageHeaders.FaultMessageType, MessageHeaders.FaultRetryCount,
        MessageHeaders.FaultRedeliveryCount,
    };

    /// <summary>The headers without those, byte for byte; empty when none is left. What is no JSON object stays as it is.</summary>
    public static RedisValue Strip(RedisValue headers)
    {
        if (headers.IsNullOrEmpty || Parse(headers) is not { } document)
            return headers.IsNull ? "" : headers;
        using (document)
        {
            var buffer = new ArrayBufferWriter<byte>(headers.Memory.Length);
            using var json = new Utf8JsonWriter(buffer);
            var kept = 0;
            json.WriteStartObject();
            foreach (var header in document.RootElement.EnumerateObject())
            {
                if (IsOfFault(header.Name))
                    continue;
                json.WritePropertyName(header.Name);
                json.WriteRawValue(header.Value.GetRawText());
                kept++;
            }

            json.WriteEndObject();
            json.Flush();
            return kept == 0 ? "" : buffer.WrittenMemory;
        }
    }

    /// <summary>All headers by name, as text; none when it is no JSON object.</summary>
    public static IReadOnlyDictionary<string, string> Read(RedisValue headers)
    {
        var read = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (headers.IsNullOrEmpty || Parse(headers) is not { } document)
            return read;
        using (document)
        {
            foreach (var header in document.RootElement.EnumerateObject())
                read[header.Name] = header.Value.ToString();
        }

        return read;
    }

    /// <summary>What those headers say; null when there is none of them.</summary>
    public static QueueFault? Fault(IReadOnlyDictionary<string, string> headers) =>
        headers.Keys.Any(IsOfFault)
            ? new(
                headers.GetValueOrDefault(MessageHeaders.Reason),
                headers.GetValueOrDefault(MessageHeaders.FaultExceptionType),
                headers.GetValueOrDefault(MessageHeaders.FaultMessage),
                headers.GetValueOrDefault(MessageHeaders.FaultInputAddress))
            : null;

    private static bool IsOfFault(string name) => Names.Contains(name) || name.StartsWith(HostPrefix, StringComparison.OrdinalIgnoreCase);

    private static JsonDocument? Parse(RedisValue headers)
    {
        try
        {
            var document = JsonDocument.Parse(headers.Memory);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document;
            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
