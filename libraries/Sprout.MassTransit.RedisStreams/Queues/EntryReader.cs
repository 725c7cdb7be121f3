using System.Globalization;
using System.Text.Json;
using MassTransit;
using Sprout.MassTransit.RedisStreams.Topology;
using Sprout.MassTransit.RedisStreams.Transport;
using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Queues;

/// <summary>Reads entries for people: whatever is in them, it must be shown, not refused.</summary>
internal static class EntryReader
{
    /// <summary>The message of an entry, seen at that time (Unix milliseconds).</summary>
    public static QueueEntry Read(StreamEntry entry, long now)
    {
        var headers = FaultHeaders.Read(entry[EntryField.Headers]);
        var body = entry[EntryField.Body].Memory;
        var (messageId, types) = ReadEnvelope(body);
        return new()
        {
            Id = entry.Id,
            Age = TimeSpan.FromMilliseconds(Math.Max(0, now - Milliseconds(entry.Id))),
            MessageId = messageId ?? headers.GetValueOrDefault(MessageHeaders.MessageId),
            MessageTypes = types ?? headers.GetValueOrDefault(MessageHeaders.MessageType)?.Split(';').Select(MessageUrns.NameIn).ToArray() ?? [],
            Fault = FaultHeaders.Fault(headers),
            ContentType = (string?)entry[EntryField.ContentType] ?? EntryField.DefaultContentType,
            Headers = headers,
            TimeToLive = Number(entry[EntryField.TimeToLive]) is { } life ? TimeSpan.FromMilliseconds(life) : null,
            EarlierDeliveries = Number(entry[EntryField.Deliveries]) ?? 0,
            Body = body,
        };
    }

    /// <summary>The time in an entry's id, Unix milliseconds.</summary>
    public static long Milliseconds(string id) => long.Parse(id.AsSpan(0, id.IndexOf('-', StringComparison.Ordinal)), CultureInfo.InvariantCulture);

    // Of MassTransit's envelope; a body of another kind has no such properties, or is no JSON.
    private static (string? MessageId, IReadOnlyList<string>? Types) ReadEnvelope(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return (null, null);
            var id = document.RootElement.TryGetProperty("messageId", out var messageId) ? messageId.ToString() : null;
            var types = document.RootElement.TryGetProperty("messageType", out var type) && type.ValueKind == JsonValueKind.Array
                ? type.EnumerateArray().Select(item => MessageUrns.NameIn(item.ToString())).ToArray()
                : null;
            return (string.IsNullOrEmpty(id) ? null : id, types);
        }
        catch (JsonException)
        {
            return (null, null);
        }
    }

    private static long? Number(RedisValue value) => long.TryParse((string?)value, CultureInfo.InvariantCulture, out var number) ? number : null;
}
