namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>What a message is sent to.</summary>
internal enum DestinationKind
{
    /// <summary>A queue, which is made where it is missing.</summary>
    Queue,

    /// <summary>A queue that may have gone with its owner.</summary>
    Temporary,

    /// <summary>Every queue that is bound to one of the topics, once.</summary>
    Topics,
}
