using Sprout.Redis;

namespace Sprout.Local.RedisServers;

/// <summary>A connection to our redis-server, by which it is recognised, watched and stopped.</summary>
public sealed class RedisLink : IAsyncDisposable
{
    private readonly ConnectionMultiplexer _connection;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RedisLink(ConnectionMultiplexer connection, int port, int pid)
    {
        _connection = connection;
        (Port, Pid) = (port, pid);
        _connection.ConnectionFailed += (_, _) => _ended.TrySetResult();
    }

    /// <summary>The server's port.</summary>
    public int Port { get; }

    /// <summary>The server's process.</summary>
    public int Pid { get; }

    /// <summary>Completes when the connection broke: the server is gone.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Connects to what listens on that port; null when nothing answers, or not our server in our folder.</summary>
    public static async Task<RedisLink?> TryOpenAsync(RedisHome home, int port, CancellationToken cancellationToken)
    {
        ConnectionMultiplexer? connection = null;
        try
        {
            connection = await ConnectionMultiplexer.ConnectAsync(home.Options(port) with { ConnectTimeout = 2000 }, cancellationToken: cancellationToken);
            var folder = (string?)(await connection.GetDatabase().ExecuteAsync("CONFIG", ["GET", "dir"], cancellationToken))[1];
            var pid = folder is not null && home.IsSameAs(folder) ? await ReadPidAsync(connection.GetDatabase(), cancellationToken) : null;
            if (pid is { } found)
            {
                var link = new RedisLink(connection, port, found);
                connection = null;
                return link;
            }

            return null;
        }
        catch (RedisException)
        {
            return null;
        }
        finally
        {
            if (connection is not null)
                await connection.DisposeAsync();
        }
    }

    /// <summary>Returns when the server has read its data and answers; also when it is gone.</summary>
    public async Task WaitUntilLoadedAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20), time);
        while (!Ended.IsCompleted && !await AnswersAsync(cancellationToken))
            await timer.WaitForNextTickAsync(cancellationToken);
    }

    /// <summary>Asks it to end, and waits until it has.</summary>
    public async Task ShutDownAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await _connection.GetDatabase().ExecuteAsync("SHUTDOWN", [], cancellationToken);
        }
        catch (RedisException) when (!OsProcess.IsAlive(Pid) || Ended.IsCompleted)
        {
            // Its only answer is to hang up.
            _ended.TrySetResult();
        }

        await OsProcess.WaitForExitAsync(Pid, time, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _connection.GetDatabase().ExecuteAsync("PING", [], cancellationToken);
            return true;
        }
        catch (RedisServerException)
        {
            return false; // LOADING
        }
        catch (RedisException)
        {
            return false; // gone, or busy
        }
    }

    private static async Task<int?> ReadPidAsync(IDatabase database, CancellationToken cancellationToken)
    {
        const string Field = "process_id:";
        var info = (string?)await database.ExecuteAsync("INFO", ["server"], cancellationToken) ?? "";
        var line = info.Split('\n').FirstOrDefault(line => line.StartsWith(Field, StringComparison.Ordinal));
        return int.TryParse(line.AsSpan(Field.Length).Trim(), out var pid) ? pid : null;
    }
}
