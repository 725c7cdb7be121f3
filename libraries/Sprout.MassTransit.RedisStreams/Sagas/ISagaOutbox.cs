namespace Sprout.MassTransit.RedisStreams.Sagas;

/// <summary>What a saga's handler does is done when the saga is stored, in the same script.</summary>
internal interface ISagaOutbox
{
    /// <summary>Takes a scheduled message back with the saga.</summary>
    void Cancel(Guid scheduledMessageId);
}
