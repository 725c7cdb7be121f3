namespace Sprout.Redis.Connections;

/// <summary>
/// One connection on which many callers send at once. While one flush is on its way to the socket, what comes meanwhile gathers for the next;
/// a caller who is alone flushes at once. Replies come in the order of the commands.
/// </summary>
internal sealed class PipelinedConnection : IThreadPoolWorkItem
{
    // A turn of the thread pool's queue each: microseconds, where a write to the socket costs more than that.
    private const int MostWaits = 8;

    private readonly ServerLink _link;
    private readonly CommandCounter _counter;
    private readonly SendBuffers _buffers;
    private readonly Lock _gate = new();
    private readonly Queue<Operation> _expected = new();
    private readonly TaskCompletionSource<Exception> _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _woken;
    private int _waits;
    private bool _isFlushing;
    private bool _isBroken;

    public PipelinedConnection(ServerLink link, CommandCounter counter, int maxUnsent)
    {
        _link = link;
        _counter = counter;
        _buffers = new(maxUnsent);
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
            if (!_buffers.TryGather(operation))
                return true;
            _expected.Enqueue(operation);
            _counter.CountCommand();
            if (_isFlushing)
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

    void IThreadPoolWorkItem.Execute()
    {
        // Most callers that the last replies have woken send again at once; a flush that lets them go first carries them all.
        if (_waits < MostWaits && _buffers.Gathered < Volatile.Read(ref _woken))
        {
            _waits++;
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            return;
        }

        _waits = 0;
        _ = FlushAsync();
    }

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
        var woken = 0;
        while (_link.Replies.TryTake(out var reply))
        {
            woken++;
            Operation? operation;
            lock (_gate)
            {
                if (!_expected.TryDequeue(out operation))
                    throw new RedisProtocolException("The server sent a reply that nobody had asked for.");
            }

            operation.Complete(reply);
            operation.Release();
        }

        Volatile.Write(ref _woken, woken);
    }
}
