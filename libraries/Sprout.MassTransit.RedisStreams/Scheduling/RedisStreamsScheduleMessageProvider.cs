using MassTransit;
using MassTransit.Scheduling;
using Sprout.MassTransit.RedisStreams.Sagas;
using Sprout.MassTransit.RedisStreams.Transport;

namespace Sprout.MassTransit.RedisStreams.Scheduling;

/// <summary>Schedules by delayed sending, and cancels by removing what has not been delivered yet.</summary>
internal sealed class RedisStreamsScheduleMessageProvider(ISendEndpointProvider sendEndpointProvider, Func<TransportConnection> connection, Func<ISagaOutbox?> outbox) : IScheduleMessageProvider
{
    private readonly DelayedScheduleMessageProvider _sending = new(sendEndpointProvider);

    public Task<ScheduledMessage<T>> ScheduleSend<T>(
        Uri destinationAddress, DateTime scheduledTime, T message, IPipe<SendContext<T>> pipe, CancellationToken cancellationToken)
        where T : class => _sending.ScheduleSend(destinationAddress, scheduledTime, message, pipe, cancellationToken);

    public async Task CancelScheduledSend(Guid tokenId, CancellationToken cancellationToken)
    {
        if (outbox() is { } saga)
            saga.Cancel(tokenId);
        else if (await connection().CancelAsync(tokenId, cancellationToken))
            LogContext.Debug?.Log("CANCEL {TokenId}", tokenId);
    }

    public Task CancelScheduledSend(Uri destinationAddress, Guid tokenId, CancellationToken cancellationToken) => CancelScheduledSend(tokenId, cancellationToken);
}
