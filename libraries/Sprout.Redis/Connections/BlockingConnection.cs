using Sprout.Redis.Commands;

namespace Sprout.Redis.Connections;

/// <summary>
/// A connection for reads that wait on the server. Whatever ends a read early also ends the connection, for its reply may still come;
/// the next read makes another.
/// </summary>
internal sealed class BlockingConnection(ServerConnector connector, ConfigurationOptions options, TimeProvider time, Random random, ServerLink first)
    : IBlockingConnection
{
    private readonly CancellationTokenSource _disposing = new();
    private readonly BackOff _backOff = new(random);
    private ServerLink? _link = first;
    private int _isReading;

    /// <inheritdoc/>
    public ValueTask<StreamEntry[]> StreamReadAsync(RedisKey key, string afterId, int count, TimeSpan block, CancellationToken cancellationToken = default) =>
        ReadAsync<StreamRead, StreamEntry[]>(new(key, afterId, count, block), block, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _disposing.CancelAsync();
        Interlocked.Exchange(ref _link, null)?.Dispose();
    }

    // The server answers within the block; the usual time-out comes on top, for the way.
    private async ValueTask<TReply> ReadAsync<TCommand, TReply>(TCommand command, TimeSpan block, CancellationToken cancellationToken)
        where TCommand : IRedisCommand<TReply>
    {
        ObjectDisposedException.ThrowIf(_disposing.IsCancellationRequested, this);
        if (Interlocked.Exchange(ref _isReading, 1) != 0)
            throw new InvalidOperationException("A blocking connection reads for one caller at a time.");

        var limit = TimeSpan.FromMilliseconds(options.AsyncTimeout);
        using var timeout = new CancellationTokenSource(block == Timeout.InfiniteTimeSpan ? block : block + limit, time);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken, _disposing.Token);
        ServerLink? link = null;
        try
        {
            link = Interlocked.Exchange(ref _link, null) ?? await ReconnectAsync(limit, any.Token);
            var reply = await link.RoundTripAsync<TCommand, TReply>(command, any.Token);
            Keep(ref link);
            return reply;
        }
        catch (RedisServerException)
        {
            Keep(ref link);
            throw;
        }
        catch (OperationCanceledException exception)
        {
            ObjectDisposedException.ThrowIf(_disposing.IsCancellationRequested, this);
            cancellationToken.ThrowIfCancellationRequested();
            throw new RedisTimeoutException($"Redis has not answered a blocking read within its time and {options.AsyncTimeout} ms.", mayHaveExecuted: true, exception);
        }
        catch (IOException exception)
        {
            throw new RedisConnectionException($"The connection to Redis broke: {exception.Message}", mayHaveExecuted: true, exception);
        }
        finally
        {
            link?.Dispose();
            Volatile.Write(ref _isReading, 0);
        }
    }

    private void Keep(ref ServerLink? link)
    {
        _backOff.Reset();
        Volatile.Write(ref _link, link);
        link = null;
        if (_disposing.IsCancellationRequested)
            Interlocked.Exchange(ref _link, null)?.Dispose();
    }

    // Tries until the time-out, so that a reader in a loop neither spins nor hears of every short restart.
    private async ValueTask<ServerLink> ReconnectAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                return await connector.ConnectAsync(cancellationToken);
            }
            catch (RedisConnectionException) when (time.GetElapsedTime(started) < limit)
            {
                await Task.Delay(_backOff.Next(), time, cancellationToken);
            }
        }
    }
}
