using MassTransit;
using MassTransit.Transports;

namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>
/// Receives for one endpoint: a reader that waits in XREADGROUP on a connection of its own, and a keeper that renews and claims. When it stops,
/// messages that are being handled finish, and those that nobody has begun with go back into the queue at once.
/// </summary>
internal sealed class StreamReceiver : ConsumerAgent<string>, IEntryOwner
{
    // What a prefetch count of 0 comes to: on other transports it means without limit.
    private const int UnlimitedPrefetch = 1000;

    private readonly RedisStreamsReceiveEndpointContext _endpoint;
    private readonly TransportConnection _connection;
    private readonly QueueClient _queue;
    private readonly InFlight _inFlight;
    private readonly Acknowledger _acknowledger;
    private readonly EntryExecutor _executor;
    private Exception? _failure;
    private volatile bool _isEnding;

    public StreamReceiver(TransportConnection connection, RedisStreamsReceiveEndpointContext endpoint)
        : base(endpoint)
    {
        _endpoint = endpoint;
        _connection = connection;
        _queue = new(connection, endpoint.Settings, endpoint.Topics, endpoint.ConsumerName);
        var prefetch = endpoint.PrefetchCount > 0 ? endpoint.PrefetchCount : UnlimitedPrefetch;
        _inFlight = new(prefetch);
        _acknowledger = new(_queue, connection.Time, connection.SendTimeout, Stopping, Stopped);
        _executor = new(endpoint.ConcurrentMessageLimit ?? prefetch, HandleAsync);
        TrySetConsumeTask(Task.Run(ConsumeAsync));
    }

    public QueueClient Queue => _queue;

    public Acknowledger Acknowledger => _acknowledger;

    public Uri InputAddress => _endpoint.InputAddress;

    public TimeProvider Time => _connection.Time;

    public DateTimeOffset Now => _connection.Epoch.Now;

    public bool IsEnding => IsStopping || _isEnding;

    /// <summary>Throws what ended it, when that was not a stop.</summary>
    public void ThrowIfFailed()
    {
        if (_failure is not null)
            throw _endpoint.ConvertException(_failure, $"Queue {_queue.Group} cannot be read: {_failure.Message} ");
    }

    /// <summary>Has the message of the entry handled, unless it is here already.</summary>
    public void Push(ReceivedEntry entry, bool isClaimed)
    {
        var entryLock = new EntryLock(entry, this) { IsClaimed = isClaimed };
        if (_inFlight.TryAdd(entryLock))
            _executor.Push(entryLock);
    }

    public void OnHandled(EntryLock entry)
    {
        if (!entry.TryHandled())
            return;
        _inFlight.Release(entry);
        _executor.Release();
    }

    protected override async Task ActiveAndActualAgentsCompleted(StopContext context)
    {
        await base.ActiveAndActualAgentsCompleted(context);
        if (_failure is not null)
            return;
        await TryAsync(() => _queue.LeaveAsync(context.CancellationToken), "left");
        if (_endpoint.Settings.IsTemporary)
            await TryAsync(() => _queue.DeleteAsync(context.CancellationToken), "removed");
    }

    private async Task ConsumeAsync()
    {
        LogContext.SetCurrentIfNull(_endpoint.LogContext);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Stopping);
        var keeper = new ClaimKeeper(_connection, _endpoint, _queue, _inFlight, Push);
        var keeping = Task.CompletedTask;
        try
        {
            await using var reading = await _connection.OpenReaderAsync(Stopping);
            await _queue.DeclareAsync(_endpoint.IsToBePurged(), Stopping);
            _connection.Epoch.OnLoss(this, _queue.DeclareAsync);
            SetReady();

            keeping = keeper.RunAsync(ending.Token);
            await new StreamReader(reading, _connection, _endpoint, _queue, _inFlight, Push).RunAsync(ending.Token);
        }
        catch (Exception exception)
        {
            // During a stop whatever it was is no failure: what is still held is handed back below, or claimed by another.
            _failure = IsStopping ? null : exception;
        }
        finally
        {
            // Who still waits for the start waits in vain; after a start this changes nothing.
            SetNotReady(_failure ?? new OperationCanceledException("The endpoint was stopped before it had started."));
            _connection.Epoch.Withdraw(this);
            _isEnding = true;
            await ending.CancelAsync();
            await keeping;
            await HandBackAsync();
            await keeper.DrainAsync(Stopped);
        }
    }

    private async Task HandBackAsync()
    {
        var returned = _inFlight.All.Where(entry => entry.TryReturn()).OrderBy(entry => entry.Entry.Position).ToList();
        if (returned.Count > 0)
            await TryAsync(() => _queue.HandBackAsync(returned.Select(entry => entry.Entry.Id), wereBegun: false, Stopped), "handed back");
        foreach (var entry in returned)
            _inFlight.Remove(entry);
    }

    private async Task TryAsync(Func<Task> action, string what)
    {
        try
        {
            await action();
        }
        catch (Exception exception)
        {
            LogContext.Debug?.Log("What is left at the end could not be {What} ({InputAddress}): {Reason}", what, _endpoint.InputAddress, exception.Message);
        }
    }

    private async Task HandleAsync(EntryLock entry)
    {
        // At the end nothing is begun any more: what is left is handed back.
        if (IsEnding || !entry.TryBegin())
        {
            _executor.Release();
            return;
        }

        try
        {
            if (entry.RemainingLife <= TimeSpan.Zero)
                await ExpireAsync(entry);
            else
                await DispatchAsync(entry);
        }
        catch (Exception exception)
        {
            LogContext.Warning?.Log(exception, "Message {EntryId} of {InputAddress} could not be finished", entry.Entry.Id, _endpoint.InputAddress);
        }
        finally
        {
            OnHandled(entry);
            _inFlight.Remove(entry);
        }
    }

    private async Task DispatchAsync(EntryLock entry)
    {
        using var context = new RedisStreamsReceiveContext(_endpoint, entry, _connection);
        try
        {
            await Dispatch(entry.Entry.Id, context, entry);
        }
        catch (Exception exception)
        {
            context.LogTransportFaulted(exception);
        }
    }

    private async Task ExpireAsync(EntryLock entry)
    {
        LogContext.Debug?.Log("Message {EntryId} of {InputAddress} has outlived its time to live", entry.Entry.Id, _endpoint.InputAddress);
        if (_endpoint.Settings.DeadLetterExpiredMessages)
            await entry.MoveAsync(_endpoint.SkippedQueue, [new(MessageHeaders.Reason, "expired")]);
        else
            await entry.DropAsync();
    }
}
