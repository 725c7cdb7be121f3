namespace Sprout.Hosting.Transports;

/// <summary>What the services may know of the transport.</summary>
/// <param name="OutliveProcess">Whether messages under way are still there after this process has died.</param>
/// <param name="AreStoredWithSaga">Whether what a saga sends is stored in the same step as the saga.</param>
public sealed record MessageGuarantees(bool OutliveProcess, bool AreStoredWithSaga)
{
    /// <summary>Those of a transport.</summary>
    public static MessageGuarantees Of(BusTransport transport) =>
        new(OutliveProcess: transport != BusTransport.InMemory, AreStoredWithSaga: transport == BusTransport.RedisStreams);
}
