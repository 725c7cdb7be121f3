using Sprout.Redis.Protocol;

namespace Sprout.Redis.Connections;

/// <summary>
/// One connection on which many callers send at once. While one flush is on its way to the socket, what comes meanwhile gathers for the next;
/// a caller who is alone flushes at once. Replies come in the order of the commands.
/// </summary>
internal sealed class PipelinedConnection : IThreadPoolWorkItem
{
    private readonly ServerLink _link;
    private readonly CommandCounter _counter;
    private readonly Lock _gate = new();
    private readonly Queue<Operation> _expected = new();
    private readonly TaskCompletionSource<Exception> _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private RespWriter _gathering = new();
    private RespWriter _sending = new();
    private int _gathered;
    private bool _isFlushing;
    private bool _isBroken;

    public PipelinedConnection(ServerLink link, CommandCounter counter)
    {
        _link = link;
        _counter = counter;
        _ = ReadAsync();
    }

    /// <summary>Whether commands can still be sent.</summary>
    public bool IsBroken => Volatile.Read(ref _isBroken);

    /// <summary>Ends with the reason when the connection has broken.</summary>
    public Task<Exception> Broken => _broken.Task;

    /// <summary>Takes the operation; false when the connection has broken.</summary>
    public bool TrySend(Operation operation)
    {
        bool isAlone;
        lock (_gate)
        {
            if (_isBroken)
                return false;
            if (!TryGather(operation) || _isFlushing)
                return true;
            _isFlushing = true;
            isAlone = _expected.Count == 1;
        }

        // Among others, the flush waits its turn behind the callers that the last replies have woken: their commands join it.
        if (isAlone)
            _ = FlushAsync();
        else
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return true;
    }

    void IThreadPoolWorkItem.Execute() => _ = FlushAsync();

    /// <summary>
    /// Fails the operations issued before <paramref name="expiry"/>, which keep their place, and breaks the connection
    /// when one issued before <paramref name="death"/> still has no answer.
    /// </summary>
    public void Sweep(long expiry, long death, Func<RedisTimeoutException> timeout)
    {
        var isDead = false;
        lock (_gate)
        {
            foreach (var operation in _expected)
            {
                if (operation.StartedAt > expiry)
                    break;
                isDead |= operation.StartedAt <= death;
                if (!operation.IsSettled)
                    operation.TryFail(timeout());
            }
        }

        if (isDead)
            Break(new IOException("The server has not answered for long; the connection counts as dead."));
    }

    /// <summary>Ends the connection; what waits for an answer fails with this reason. The first reason counts.</summary>
    public void Break(Exception reason)
    {
        Operation[] abandoned;
        int sent;
        lock (_gate)
        {
            if (_isBroken)
                return;
            _isBroken = true;
            abandoned = [.. _expected];
            sent = abandoned.Length - _gathered;
            _expected.Clear();
        }

        // The buffers are left to the collector: the socket may still be reading from or writing to them.
        _link.Dispose();
        for (var i = 0; i < abandoned.Length; i++)
        {
            abandoned[i].TryFail(new RedisConnectionException($"The connection to Redis broke: {reason.Message}", mayHaveExecuted: i < sent, reason));
            abandoned[i].Release();
        }

        _broken.SetResult(reason);
    }

    private bool TryGather(Operation operation)
    {
        var length = _gathering.Length;
        try
        {
            operation.Write(_gathering);
        }
        catch (Exception exception)
        {
            // An argument that cannot be sent is this caller's error alone, and half a command must not be sent.
            _gathering.Truncate(length);
            operation.TryFail(exception);
            operation.Release();
            return false;
        }

        _expected.Enqueue(operation);
        _gathered++;
        _counter.CountCommand();
        return true;
    }

    private async Task FlushAsync()
    {
        try
        {
            while (TryTurn(out var bytes))
            {
                _counter.CountFlush();
                await _link.Stream.WriteAsync(bytes);
            }
        }
        catch (Exception exception)
        {
            Break(exception);
        }
    }

    private bool TryTurn(out ReadOnlyMemory<byte> bytes)
    {
        lock (_gate)
        {
            bytes = default;
            _isFlushing = _gathering.Length > 0 && !_isBroken;
            if (!_isFlushing)
                return false;
            (_gathering, _sending) = (_sending, _gathering);
            _gathering.Clear();
            _gathered = 0;
            bytes = _sending.Written;
            return true;
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            while (true)
            {
                TakeReplies();
                var count = await _link.Stream.ReadAsync(_link.Replies.GetMemory());
                if (count == 0)
                    throw ServerLink.Closed();
                _link.Replies.Advance(count);
            }
        }
        catch (Exception exception)
        {
            Break(exception);
        }
    }

    private void TakeReplies()
    {
        while (_link.Replies.TryTake(out var reply))
        {
            Operation? operation;
            lock (_gate)
            {
                if (!_expected.TryDequeue(out operation))
                    throw new RedisProtocolException("The server sent a reply that nobody had asked for.");
            }

            operation.Complete(reply);
            operation.Release();
        }
    }
}
