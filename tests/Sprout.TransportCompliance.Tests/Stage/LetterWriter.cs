using MassTransit;

namespace Sprout.TransportCompliance.Tests.Stage;

public static class LetterWriter
{
    /// <summary>What the consumer sees, to be kept after it has returned.</summary>
    public static Letter<T> Letter<T>(this ConsumeContext<T> context)
        where T : class => new(context.Message)
        {
            MessageId = context.MessageId,
            RequestId = context.RequestId,
            CorrelationId = context.CorrelationId,
            ConversationId = context.ConversationId,
            InitiatorId = context.InitiatorId,
            SourceAddress = context.SourceAddress,
            DestinationAddress = context.DestinationAddress,
            ResponseAddress = context.ResponseAddress,
            SentTime = context.SentTime,
            ExpirationTime = context.ExpirationTime,
            Host = context.Host,
            SupportedTypes = [.. context.SupportedMessageTypes],
            Headers = context.Headers,
            // RabbitMQ tells some twice: as properties and as headers.
            TransportHeaders = context.ReceiveContext.TransportHeaders.GetAll()
                .DistinctBy(header => header.Key, StringComparer.OrdinalIgnoreCase)
                .ToDictionary(header => header.Key, header => header.Value?.ToString(), StringComparer.OrdinalIgnoreCase),
            ContentType = context.ReceiveContext.ContentType?.MediaType,
            RetryAttempt = context.GetRetryAttempt(),
            RedeliveryCount = context.GetRedeliveryCount(),
            ConsumedAt = DateTimeOffset.UtcNow,
        };
}
