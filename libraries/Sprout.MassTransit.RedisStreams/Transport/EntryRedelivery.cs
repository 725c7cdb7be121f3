using System.Text.Json;
using System.Text.Json.Nodes;
using MassTransit;
using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>
/// Redelivers a message in one step: what waits takes the place of what was received. For the formats whose redelivery count can be written without a
/// serializer; with others, such as encrypted ones, MassTransit's own way sends a copy, and acknowledges then.
/// </summary>
internal sealed class EntryRedelivery(EntryLock entryLock) : MessageRedeliveryContext
{
    private const string RawJson = "application/json";

    private readonly ReceivedEntry _entry = entryLock.Entry;

    /// <summary>Whether the entry's format is one of those.</summary>
    public static bool Can(ReceivedEntry entry) => IsEnvelope(entry) || MediaType(entry) == RawJson;

    public Task ScheduleRedelivery(TimeSpan delay, Action<ConsumeContext, SendContext>? callback = null)
    {
        if (callback is not null)
            throw new NotSupportedException("A redelivery over Redis Streams moves the message as it is and cannot change it. Publish or schedule a new message instead.");
        var headers = HeaderJson.Read(_entry[EntryField.Headers]);
        long count;
        var body = RedisValue.Null;
        if (IsEnvelope(_entry))
            body = CountInEnvelope(_entry[EntryField.Body], out count);
        else
            count = (headers.TryGetValue(MessageHeaders.RedeliveryCount, out var before) && before is long number ? number : 0) + 1;
        var fields = _entry.With(HeaderJson.Write([new(MessageHeaders.RedeliveryCount, count)], headers!), body, entryLock.RemainingLife);
        return entryLock.RedeliverAsync(fields, delay);
    }

    private static string MediaType(ReceivedEntry entry) => ((string?)entry[EntryField.ContentType] ?? EntryField.DefaultContentType).Split(';')[0].Trim();

    private static bool IsEnvelope(ReceivedEntry entry) => MediaType(entry) == EntryField.DefaultContentType;

    // MassTransit looks for the count among the headers inside its envelope. The message was read before, so this is one.
    private static RedisValue CountInEnvelope(RedisValue body, out long count)
    {
        var envelope = JsonNode.Parse(body.Memory.Span)!.AsObject();
        if (envelope["headers"] is not JsonObject headers)
            envelope["headers"] = headers = [];
        count = (headers[MessageHeaders.RedeliveryCount] is JsonValue value && value.TryGetValue(out long before) ? before : 0) + 1;
        headers[MessageHeaders.RedeliveryCount] = count;
        return JsonSerializer.SerializeToUtf8Bytes(envelope, JsonSerializerOptions.Default);
    }
}
