using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sprout.MassTransit.RedisStreams.Queues;

namespace Sprout.Local.Queues;

/// <summary>Queues and messages for programs to read. Times are seconds.</summary>
public static class QueuesJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary><c>{ queues: [{ name, depth, lag, pending, oldestAge, consumers, error, skipped }], delayed }</c>; null is what there is not.</summary>
    public static string Of(QueuesOverview overview) => Write(new
    {
        Queues = overview.Queues.Select(queue => new
        {
            queue.Name,
            queue.Depth,
            queue.Lag,
            queue.Pending,
            OldestAge = queue.OldestAge?.TotalSeconds,
            queue.Consumers,
            Error = queue.Errors,
            queue.Skipped,
        }),
        overview.Delayed,
    });

    /// <summary>An array of messages without their bodies.</summary>
    public static string Of(IReadOnlyList<QueueEntry> entries) => Write(entries.Select(entry => Entry(entry, withBody: false)));

    /// <summary><c>{ id, age, messageId, messageTypes, fault: { reason, exceptionType, message, inputAddress }, contentType, timeToLive, deliveries, headers, body }</c>;
    /// the body is JSON where it is JSON, else text.</summary>
    public static string Of(QueueEntry entry) => Write(Entry(entry, withBody: true));

    /// <summary><c>{ done, missing: [], inFlight: [], homeless: [] }</c>: how many, and the ids of those that were not.</summary>
    public static string Of(QueueTransfer transfer) => Write(transfer);

    private static JsonObject Entry(QueueEntry entry, bool withBody)
    {
        var json = new JsonObject
        {
            ["id"] = entry.Id,
            ["age"] = entry.Age.TotalSeconds,
            ["messageId"] = entry.MessageId,
            ["messageTypes"] = JsonSerializer.SerializeToNode(entry.MessageTypes, Options),
            ["fault"] = JsonSerializer.SerializeToNode(entry.Fault, Options),
            ["contentType"] = entry.ContentType,
            ["timeToLive"] = entry.TimeToLive?.TotalSeconds,
            ["deliveries"] = entry.EarlierDeliveries,
            ["headers"] = JsonSerializer.SerializeToNode(entry.Headers, Options),
        };
        if (withBody)
            json["body"] = Body(entry.Body);
        return json;
    }

    private static JsonNode? Body(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonNode.Parse(body.Span);
        }
        catch (JsonException)
        {
            return BodyText.Of(body);
        }
    }

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);
}
