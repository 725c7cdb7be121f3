using System.Text.Json;
using System.Text.Json.Nodes;
using MassTransit;
using MassTransit.Transports;
using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>The claim on an entry while its message is handled. Whatever becomes of the message, it fails when the claim was lost.</summary>
internal sealed class EntryLock(ReceivedEntry entry, IEntryOwner owner) : ReceiveLockContext, MessageRedeliveryContext
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
        owner.IsEnding && exception is OperationCanceledException ? owner.Queue.HandBackAsync([entry.Id], CancellationToken.None) : Task.CompletedTask;

    /// <summary>Puts the message into another queue, with these headers added.</summary>
    public async Task MoveAsync(string target, IEnumerable<KeyValuePair<string, object>> headers)
    {
        // What is added counts before what was there.
        var all = HeaderJson.Write(headers, HeaderJson.Read(entry[EntryField.Headers])!);
        Settle(await owner.Queue.MoveAsync(entry.Id, target, entry.With(all), CancellationToken.None));
    }

    /// <summary>Finishes the message as it is, because its life is over.</summary>
    public Task DropAsync() => CompleteAsync();

    public async Task ScheduleRedelivery(TimeSpan delay, Action<ConsumeContext, SendContext>? callback = null)
    {
        if (callback is not null)
            throw new NotSupportedException("A redelivery over Redis Streams moves the message as it is and cannot change it. Publish or schedule a new message instead.");
        var headers = HeaderJson.Read(entry[EntryField.Headers]);
        var body = Redelivered(entry[EntryField.Body], out var count) ?? RedisValue.Null;
        var more = new KeyValuePair<string, object>(MessageHeaders.RedeliveryCount, body.IsNull ? Count(headers) + 1 : count);
        var fields = entry.With(HeaderJson.Write([more], headers!), body, entry.RemainingLife(owner.Time.GetUtcNow()));
        Settle(await owner.Queue.RedeliverAsync(entry.Id, fields, delay, CancellationToken.None));
    }

    private static long Count(Dictionary<string, object> headers) =>
        headers.TryGetValue(MessageHeaders.RedeliveryCount, out var value) && value is long count ? count : 0;

    // MassTransit looks for the count among the headers inside its envelope.
    private RedisValue? Redelivered(RedisValue body, out long count)
    {
        count = 0;
        if (!entry[EntryField.ContentType].IsNull)
            return null;
        try
        {
            if (JsonNode.Parse(body.Memory.Span) is not JsonObject envelope)
                return null;
            if (envelope["headers"] is not JsonObject headers)
                envelope["headers"] = headers = [];
            count = (headers[MessageHeaders.RedeliveryCount] is JsonValue value && value.TryGetValue(out long before) ? before : 0) + 1;
            headers[MessageHeaders.RedeliveryCount] = count;
            return JsonSerializer.SerializeToUtf8Bytes(envelope, JsonSerializerOptions.Default);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task CompleteAsync() => Settle(await owner.Acknowledger.AcknowledgeAsync(entry.Id));

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
