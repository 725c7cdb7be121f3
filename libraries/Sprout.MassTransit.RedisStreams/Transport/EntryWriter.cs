using MassTransit;
using MassTransit.Context;
using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>Makes the entry of a message.</summary>
internal static class EntryWriter
{
    /// <summary>Body, and what of content type, headers and time to live it needs.</summary>
    public static IReadOnlyList<NameValueEntry> Write<T>(MessageSendContext<T> context)
        where T : class
    {
        // First the body: a serializer may add headers.
        var entry = new List<NameValueEntry>(4) { new(EntryField.Body, context.Body.GetBytes()) };
        var contentType = context.ContentType?.ToString() ?? EntryField.DefaultContentType;
        var isEnvelope = contentType == EntryField.DefaultContentType;
        if (!isEnvelope)
            entry.Add(new(EntryField.ContentType, contentType));
        var headers = HeaderJson.Write(context.Headers.GetAll(), isEnvelope ? [] : Identity(context));
        if (headers is not null)
            entry.Add(new(EntryField.Headers, headers));
        if (context.TimeToLive is { } life)
            entry.Add(new(EntryField.TimeToLive, Math.Max(1, (long)Math.Ceiling(life.TotalMilliseconds))));
        return entry;
    }

    // What MassTransit's envelope carries in itself, and a bare body cannot.
    private static IEnumerable<KeyValuePair<string, object?>> Identity<T>(MessageSendContext<T> context)
        where T : class =>
    [
        new(MessageHeaders.MessageId, context.MessageId),
        new(MessageHeaders.CorrelationId, context.CorrelationId),
        new(MessageHeaders.ConversationId, context.ConversationId),
        new(MessageHeaders.RequestId, context.RequestId),
        new(MessageHeaders.InitiatorId, context.InitiatorId),
        new(MessageHeaders.SourceAddress, context.SourceAddress),
        new(MessageHeaders.ResponseAddress, context.ResponseAddress),
        new(MessageHeaders.FaultAddress, context.FaultAddress),
        new(MessageHeaders.MessageType, string.Join(';', context.SupportedMessageTypes)),
    ];
}
