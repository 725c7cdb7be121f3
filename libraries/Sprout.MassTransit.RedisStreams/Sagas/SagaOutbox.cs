using MassTransit;
using Sprout.MassTransit.RedisStreams.Transport;
using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Sagas;

/// <summary>
/// The messages that a saga's handler sends, kept until the saga is stored. What remains at the end, because no saga was, is sent then.
/// One attempt at one message has one; a failed attempt's is forgotten.
/// </summary>
internal sealed class SagaOutbox(TransportConnection connection, HandledMessage? handled)
{
    private readonly Lock _gate = new();
    private List<IRedisStreamsSendContext> _contexts = [];
    private List<OutgoingMessage> _messages = [];
    private List<Guid> _cancelled = [];
    private bool _isClosed;

    /// <summary>The message that is being handled; null when it has no id, and so cannot be told from another.</summary>
    public HandledMessage? Handled => handled;

    public TransportConnection Connection => connection;

    public bool IsEmpty
    {
        get
        {
            lock (_gate)
                return _messages.Count == 0 && _cancelled.Count == 0;
        }
    }

    public async Task AddAsync<T>(SendContext<T> context)
        where T : class
    {
        if (context is not IRedisStreamsSendContext sending)
            throw new NotSupportedException($"A saga over Redis Streams can send over this bus only, not to {context.DestinationAddress}.");
        await sending.PreSendAsync();
        var message = sending.ToOutgoing();
        lock (_gate)
        {
            ThrowIfClosed();
            _contexts.Add(sending);
            _messages.Add(message);
        }
    }

    public void Cancel(Guid scheduledMessageId)
    {
        lock (_gate)
        {
            ThrowIfClosed();
            // One that is scheduled and cancelled in the same breath never existed.
            if (_messages.RemoveAll(message => message.DelayMilliseconds is not null && message.Id == scheduledMessageId) == 0)
                _cancelled.Add(scheduledMessageId);
        }
    }

    /// <summary>Hands everything to <paramref name="send"/>, and tells the observers what became of it.</summary>
    public async Task SendAsync(Func<IReadOnlyList<OutgoingMessage>, IReadOnlyList<Guid>, Task> send)
    {
        List<IRedisStreamsSendContext> contexts;
        List<OutgoingMessage> messages;
        List<Guid> cancelled;
        lock (_gate)
        {
            (contexts, messages, cancelled) = (_contexts, _messages, _cancelled);
            (_contexts, _messages, _cancelled) = ([], [], []);
        }

        try
        {
            await send(messages, cancelled);
        }
        catch (Exception exception)
        {
            foreach (var context in contexts)
                await context.SendFaultAsync(exception);
            throw;
        }

        connection.Expect(messages);
        foreach (var context in contexts)
            await context.PostSendAsync();
    }

    /// <summary>Ends the attempt: who still sends through it hears of it, instead of into nowhere.</summary>
    public void Close()
    {
        lock (_gate)
            _isClosed = true;
    }

    /// <summary>Sends what was not stored with a saga.</summary>
    public Task FlushAsync(CancellationToken cancellationToken) => IsEmpty ? Task.CompletedTask : SendAsync(async (messages, cancelled) =>
    {
        if (messages.Count > 0)
            await connection.SendAsync(messages, cancellationToken);
        foreach (var id in cancelled)
            await connection.CancelAsync(id, cancellationToken);
    });

    /// <summary>How a scheduled message is taken back within a script.</summary>
    public IEnumerable<RedisCommand> Commands(IEnumerable<Guid> cancelled)
    {
        foreach (var id in cancelled)
        {
            yield return new("ZREM", connection.Keys.Delayed.Name, id.ToString("D"));
            yield return new("DEL", connection.Keys.DelayedMessage(id).Name);
        }
    }

    private void ThrowIfClosed()
    {
        if (_isClosed)
            throw new InvalidOperationException("The saga's handling of the message has ended, and what is sent through its context now would be lost. Wait for what is sent before the handler returns.");
    }
}
