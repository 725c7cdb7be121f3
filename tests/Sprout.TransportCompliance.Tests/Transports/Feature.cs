namespace Sprout.TransportCompliance.Tests.Transports;

/// <summary>What not every transport can do; a spec names what it needs.</summary>
[Flags]
public enum Feature
{
    None = 0,

    /// <summary>Several buses share the queues, and messages outlive the bus that sent them.</summary>
    SharedBroker = 1,

    /// <summary>Scheduled messages, delayed redelivery.</summary>
    Delays = 2,

    /// <summary>A scheduled message can be taken back.</summary>
    CancelledDelays = 4,

    /// <summary>What has expired is not consumed.</summary>
    TimeToLive = 8,

    /// <summary>There is a connection, so it can break.</summary>
    Outage = 16,
}
