namespace Sprout.MassTransit.RedisStreams.Queues;

/// <summary>Why a message is on a dead-letter queue, in the words of MassTransit's fault headers; null is a header that is not there.</summary>
/// <param name="Reason"><c>fault</c>, <c>dead-letter</c> or <c>expired</c>.</param>
/// <param name="ExceptionType">The exception's type.</param>
/// <param name="Message">The exception's message.</param>
/// <param name="InputAddress">Where the message was received.</param>
public sealed record QueueFault(string? Reason, string? ExceptionType, string? Message, string? InputAddress);
