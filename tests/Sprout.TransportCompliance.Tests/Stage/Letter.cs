using MassTransit;

namespace Sprout.TransportCompliance.Tests.Stage;

/// <summary>A message as a consumer saw it.</summary>
public sealed record Letter<T>(T Message)
    where T : class
{
    public required Guid? MessageId { get; init; }

    public required Guid? RequestId { get; init; }

    public required Guid? CorrelationId { get; init; }

    public required Guid? ConversationId { get; init; }

    public required Guid? InitiatorId { get; init; }

    public required Uri? SourceAddress { get; init; }

    public required Uri? DestinationAddress { get; init; }

    public required Uri? ResponseAddress { get; init; }

    public required DateTime? SentTime { get; init; }

    public required DateTime? ExpirationTime { get; init; }

    public required HostInfo Host { get; init; }

    public required IReadOnlyList<string> SupportedTypes { get; init; }

    public required Headers Headers { get; init; }

    /// <summary>What travelled beside the body: text to text, whatever type the transport gave it.</summary>
    public required IReadOnlyDictionary<string, string?> TransportHeaders { get; init; }

    public required string? ContentType { get; init; }

    public required int RetryAttempt { get; init; }

    public required int RedeliveryCount { get; init; }

    public required DateTimeOffset ConsumedAt { get; init; }

    public override string ToString() => Message.ToString() ?? "";
}
