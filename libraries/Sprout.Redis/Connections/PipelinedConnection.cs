namespace Sprout.Redis.Connections;

/// <summary>
/// One connection on which many callers send at once. While one flush is on its way to the socket, what comes meanwhile gathers for the next;
/// a caller who is alone flushes at once. Replies come in the order of the commands.
/// </summary>
internal sealed class PipelinedConnection : IThreadPoolWorkItem
{
    private readonly ServerLink _link;
    private readonly CommandCounter _counter;
    private readonly SendBuffers _buffers;
    private readonly Lock _gate = new();
    private readonly Queue<Operation> _expected = new();
    private readonly TaskCompletionSource<Exception> _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CompletionQueue _completions;
    private bool _isFlushing;
    private bool _isFlushWanted;
    private bool _isBroken;

    public PipelinedConnection(ServerLink link, CommandCounter counter, int maxUnsent)
    {
        _link = link;
        _counter = counter;
        _buffers = new(maxUnsent);
        _completions = new(FlushIfWanted);
        _ = ReadAsync();
    }

    /// <summary>Whether commands can still be sent.</summary>
    public bool IsBroken => Volatile.Read(ref _isBroken);

    /// <summary>Ends with the reason when the connection has broken.</summary>
    public Task<Exception> Broken => _broken.Task;

    /// <summary>Takes the operation; false when the connection has broken.</summary>
    public bool TrySend(Operation operation)
    {
        bool isAlone, isWokenNow;
        lock (_gate)
        {
            if (_isBroken)
                return false;
            if (!_buffers.TryGather(operation))
                return true;
            _expected.Enqueue(operation);
            _counter.CountCommand();
            if (_isFlushing)
                return true;
            isWokenNow = _completions.IsDraining;
            _isFlushWanted |= isWokenNow;
            _isFlushing = !isWokenNow;
            isAlone = _expected.Count == 1;
        }

        // Whoever was just woken by a reply waits for the others that are being woken: their commands join the flush.
        // Another thread is asked for, which flushes too, in case this one blocks.
        if (isWokenNow)
            _completions.AskForThread();
        else if (isAlone)
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
            sent = abandoned.Length - _buffers.Gathered;
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

    private void FlushIfWanted()
    {
        lock (_gate)
        {
            if (!_isFlushWanted || _isFlushing)
                return;
            _isFlushWanted = false;
            _isFlushing = true;
        }

        _ = FlushAsync();
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
            return _isFlushing = !_isBroken && _buffers.TryTurn(out bytes);
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
        try
        {
            while (_link.Replies.TryTake(out var reply))
            {
                Operation? operation;
                lock (_gate)
                {
                    if (!_expected.TryDequeue(out operation))
                        throw new RedisProtocolException("The server sent a reply that nobody had asked for.");
                }

                if (operation.Complete(reply))
                    _completions.Enqueue(operation);
                else
                    operation.Release();
            }
        }
        finally
        {
            // Also when a reply cannot be read: those before it were good.
            _completions.AskForThread();
        }
    }
}
