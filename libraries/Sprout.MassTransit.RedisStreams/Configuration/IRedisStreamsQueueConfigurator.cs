namespace Sprout.MassTransit.RedisStreams.Configuration;

/// <summary>How a queue is read; on the bus, the default of all its receive endpoints.</summary>
public interface IRedisStreamsQueueConfigurator
{
    /// <summary>
    /// After how long without a sign of life another consumer takes over what one has received and not finished. A handler that runs longer
    /// keeps its message by renewal at a third of this time. Default: 30 s; at least 1 s.
    /// </summary>
    TimeSpan ClaimIdleTime { set; }

    /// <summary>How often a message is delivered that is never finished, such as one that kills its process, before it goes to <c>_error</c>. Default: 10.</summary>
    int MaxDeliveryCount { set; }

    /// <summary>Whether a message that has outlived its time to live goes to <c>_skipped</c> instead of away. Default: false.</summary>
    bool DeadLetterExpiredMessages { set; }

    /// <summary>
    /// How often the queue is read while messages keep coming: those of this time gather and are read and handled together, which costs everybody less than
    /// one after the other. After a pause the first few are read as they come, and nothing waits while more is there than there is room for. Default: zero, so that
    /// each is read as it comes; a second at most.
    /// </summary>
    TimeSpan GatherTime { set; }

    /// <summary>Whether what waits in the queue is thrown away at the start. Default: false.</summary>
    bool PurgeOnStartup { set; }
}
