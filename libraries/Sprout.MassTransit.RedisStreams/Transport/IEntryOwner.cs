namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>Who has received an entry, as its lock sees it.</summary>
internal interface IEntryOwner
{
    QueueClient Queue { get; }

    Acknowledger Acknowledger { get; }

    Uri InputAddress { get; }

    TimeProvider Time { get; }

    /// <summary>The time by Redis' clock.</summary>
    DateTimeOffset Now { get; }

    /// <summary>Whether nothing new is begun with any more.</summary>
    bool IsEnding { get; }

    /// <summary>The handler of the entry has finished; what follows need not be waited for.</summary>
    void OnHandled(EntryLock entry);
}
