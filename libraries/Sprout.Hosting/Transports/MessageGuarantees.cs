namespace Sprout.Hosting.Transports;

/// <summary>What the services may know of the transport.</summary>
/// <param name="OutliveProcess">Whether messages under way are still there after this process has died.</param>
/// <param name="AreStoredWithSaga">Whether what a saga sends is stored in the same step as the saga.</param>
/// <param name="CanWait">Whether a message can be put back to be delivered later.</param>
public sealed record MessageGuarantees(bool OutliveProcess, bool AreStoredWithSaga, bool CanWait)
{
    /// <summary>Those of a transport. RabbitMQ delays messages with a plugin only, rabbitmq_delayed_message_exchange, which is not relied on.</summary>
    public static MessageGuarantees Of(BusTransport transport) => transport switch
    {
        BusTransport.RedisStreams => new(OutliveProcess: true, AreStoredWithSaga: true, CanWait: true),
        BusTransport.RabbitMq => new(OutliveProcess: true, AreStoredWithSaga: false, CanWait: false),
        _ => new(OutliveProcess: false, AreStoredWithSaga: false, CanWait: true),
    };
}
