using Sprout.Redis.Commands;

namespace Sprout.Redis.Connections;

/// <summary>A connection for reads that wait on the server, whichever that is at the moment: a read that finds none makes one.</summary>
internal sealed class BlockingConnection(
    ServerConnector connector, IDatabase database, ConfigurationOptions options, TimeProvider time, Random random, ServerLink first) : IBlockingConnection
{
    private readonly CancellationTokenSource _disposing = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly BackOff _backOff = new(random);
    private readonly TimeSpan _timeout = TimeSpan.FromMilliseconds(options.AsyncTimeout);
    private ServerLink? _link = first;

    /// <inheritdoc/>
    public ValueTask<StreamEntry[]> StreamReadAsync(RedisKey key, string afterId, int count, TimeSpan block, CancellationToken cancellationToken = default) =>
        ReadAsync(new StreamRead(key, afterId, count, block), block, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<StreamEntry[]> StreamReadGroupAsync(
        RedisKey key, string groupName, string consumerName, string position, int count, TimeSpan block, CancellationToken cancellationToken = default) =>
        ReadAsync(new StreamReadGroup(key, groupName, consumerName, position, count, block), block, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _disposing.CancelAsync();
        await _turn.WaitAsync();
        _link?.Dispose();
        _link = null;
        _turn.Release();
    }

    private async ValueTask<StreamEntry[]> ReadAsync<TCommand>(TCommand command, TimeSpan block, CancellationToken cancellationToken)
        where TCommand : IRedisCommand<StreamEntry[]>
    {
        ObjectDisposedException.ThrowIf(_disposing.IsCancellationRequested, this);
        if (!_turn.Wait(TimeSpan.Zero, CancellationToken.None))
            throw new InvalidOperationException("A blocking connection reads for one caller at a time.");
        try
        {
            ThrowIfEnded(cancellationToken);
            _link ??= await ReconnectAsync(cancellationToken);
            return await ReadAsync(_link, command, block, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    // The server answers within the block; the usual time-out comes on top, for the way.
    private async ValueTask<StreamEntry[]> ReadAsync<TCommand>(ServerLink link, TCommand command, TimeSpan block, CancellationToken cancellationToken)
        where TCommand : IRedisCommand<StreamEntry[]>
    {
        var read = new BlockedRead(link, database, time);
        var isKept = false;
        try
        {
            var entries = await read.RunAsync(command, block == Timeout.InfiniteTimeSpan ? block : block + _timeout, cancellationToken, _disposing.Token);
            isKept = true;
            if (entries.Length == 0 && read.IsUnblocked)
                ThrowIfEnded(cancellationToken);
            return entries;
        }
        catch (RedisServerException)
        {
            isKept = true;
            throw;
        }
        catch (Exception exception) when (!isKept && (exception is IOException or ObjectDisposedException))
        {
            if (read.IsUnblocked)
                ThrowIfEnded(cancellationToken);
            throw read.IsTimedOut
                ? new RedisTimeoutException($"Redis has not answered a blocking read within its time and {options.AsyncTimeout} ms.", mayHaveExecuted: true, exception)
                : new RedisConnectionException($"The connection to Redis broke: {exception.Message}", mayHaveExecuted: true, exception);
        }
        finally
        {
            if (!isKept || read.IsDropped)
            {
                link.Dispose();
                _link = null;
            }
        }
    }

    // Tries until the time-out, so that a reader in a loop neither spins nor hears of every short restart.
    private async ValueTask<ServerLink> ReconnectAsync(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposing.Token);
        var started = time.GetTimestamp();
        try
        {
            while (true)
            {
                try
                {
                    var link = await connector.ConnectAsync(isForBlocking: true, either.Token);
                    _backOff.Reset();
                    return link;
                }
                catch (RedisConnectionException) when (time.GetElapsedTime(started) < _timeout)
                {
                    await Task.Delay(_backOff.Next(), time, either.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            ThrowIfEnded(cancellationToken);
            throw;
        }
    }

    private void ThrowIfEnded(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposing.IsCancellationRequested, this);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
