using MassTransit.Transports;
using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>The claim on an entry while its message is handled. Whatever becomes of the message, it fails when the claim was lost.</summary>
internal sealed class EntryLock(ReceivedEntry entry, IEntryOwner owner) : ReceiveLockContext
{
    private const int Waiting = 0;
    private const int Begun = 1;
    private const int Returned = 2;

    private int _state;
    private bool _isLost;
    private bool _isSettled;
    private int _isHandled;

    public ReceivedEntry Entry => entry;

    /// <summary>The queue.</summary>
    public RedisKey Stream => owner.Queue.Stream;

    /// <summary>The queue's group.</summary>
    public string Group => owner.Queue.Group;

    /// <summary>When it was last known to be held.</summary>
    public long HeldSince { get; set; } = owner.Time.GetTimestamp();

    /// <summary>Whether it has taken one of the places of claimed entries.</summary>
    public bool IsClaimed { get; init; }

    /// <summary>True for the one who may handle the message.</summary>
    public bool TryBegin() => Interlocked.CompareExchange(ref _state, Begun, Waiting) == Waiting;

    /// <summary>True when nobody has begun, and now nobody will.</summary>
    public bool TryReturn() => Interlocked.CompareExchange(ref _state, Returned, Waiting) == Waiting;

    /// <summary>True for the first who says that the handler has finished.</summary>
    public bool TryHandled() => Interlocked.Exchange(ref _isHandled, 1) == 0;

    /// <summary>Somebody else has it now.</summary>
    public void Lose() => Volatile.Write(ref _isLost, true);

    public Task ValidateLockStatus() => Volatile.Read(ref _isLost) ? Task.FromException(Lost()) : Task.CompletedTask;

    // The next message need not wait for this one's acknowledgement.
    public Task Complete()
    {
        owner.OnHandled(this);
        return _isSettled ? Task.CompletedTask : CompleteAsync();
    }

    // The entry stays pending, and comes again when its idle time is over: to this consumer or to another. What a stop has cut short need not wait.
    public Task Faulted(Exception exception) =>
        owner.IsEnding && exception is OperationCanceledException ? owner.Queue.HandBackAsync([entry.Id], wereBegun: true, CancellationToken.None) : Task.CompletedTask;

    /// <summary>Puts the message into another queue, with these headers added.</summary>
    public async Task MoveAsync(string target, IEnumerable<KeyValuePair<string, object>> headers)
    {
        // What is added counts before what was there.
        var all = HeaderJson.Write(headers, HeaderJson.Read(entry[EntryField.Headers])!);
        Settle(await owner.Queue.MoveAsync(entry.Id, target, entry.With(all), CancellationToken.None));
    }

    /// <summary>Finishes the message as it is, because its life is over.</summary>
    public Task DropAsync()
    {
        owner.OnHandled(this);
        return CompleteAsync();
    }

    /// <summary>Has the message come again later, with these fields.</summary>
    public async Task RedeliverAsync(IReadOnlyList<NameValueEntry> fields, TimeSpan delay) =>
        Settle(await owner.Queue.RedeliverAsync(entry.Id, fields, delay, CancellationToken.None));

    /// <summary>What is left of the message's life, by Redis' clock; null when it has no end.</summary>
    public TimeSpan? RemainingLife => entry.RemainingLife(owner.Now);

    private async Task CompleteAsync() => Settle(await owner.Acknowledger.AcknowledgeAsync(entry.Id, wasDelivered: entry.Deliveries > 1));

    private void Settle(bool isDone)
    {
        if (!isDone)
        {
            Lose();
            throw Lost();
        }

        _isSettled = true;
    }

    private RedisStreamsLockLostException Lost() => new(
        owner.InputAddress,
        $"The claim on entry {entry.Id} was lost: another consumer has the message, or it was removed. What was done here may be done again.");
}
