using Microsoft.Extensions.Logging;

namespace Sprout.Local.RedisServers;

/// <summary>Keeps our redis-server running until it is disposed, and never leaves it behind.</summary>
public sealed class RedisSupervisor : IAsyncDisposable
{
    private const int MostFailures = 5;
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);

    private readonly RedisStarter _starter;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _watching;
    private readonly Lazy<Task> _stopped;
    private RedisLink _link;

    private RedisSupervisor(RedisHome home, RedisStarter starter, RedisLink link, TimeProvider time, ILogger logger)
    {
        (Home, _starter, _link, _time, _logger) = (home, starter, link, time, logger);
        _stopped = new(StopAsync);
        _watching = WatchAsync();
    }

    /// <summary>Its folder.</summary>
    public RedisHome Home { get; }

    /// <summary>What the services connect to. The port stays the same when the server is restarted.</summary>
    public string ConnectionString => Home.ConnectionString(_link.Port);

    /// <summary>Ends when this is disposed, or with a <see cref="RedisSupervisorException"/> when the server cannot be kept running.</summary>
    public Task Watching => _watching;

    /// <summary>Returns once the server answers. Throws <see cref="RedisSupervisorException"/> when it does not come up.</summary>
    public static async Task<RedisSupervisor> StartAsync(RedisHome home, TimeProvider time, ILogger logger)
    {
        var starter = new RedisStarter(home, time, logger);
        return new(home, starter, await starter.EnsureAsync(), time, logger);
    }

    /// <summary>Ends the server that runs in this folder without a supervisor: whether there was one.</summary>
    public static async Task<bool> StopOrphanAsync(RedisHome home, TimeProvider time, ILogger logger, CancellationToken cancellationToken = default)
    {
        var starter = new RedisStarter(home, time, logger);
        await using var link = await starter.FindAsync(cancellationToken);
        if (link is not null)
            await link.ShutDownAsync(time, cancellationToken);
        else
            await starter.EndLeftoverAsync(cancellationToken);
        return link is not null;
    }

    /// <summary>Ends the server and returns when it is gone; to whoever asks, as often as is asked.</summary>
    public ValueTask DisposeAsync() => new(_stopped.Value);

    private async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        using var patience = new CancellationTokenSource(StopPatience, _time);
        try
        {
            if (!_link.Ended.IsCompleted)
                await _link.ShutDownAsync(_time, patience.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or Redis.RedisException)
        {
            _logger.LogWarning("redis-server does not end by itself; killing it");
            OsProcess.Kill(_link.Pid);
        }

        await _link.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task WatchAsync()
    {
        for (var failures = 0; !_stopping.IsCancellationRequested;)
        {
            var begun = _time.GetTimestamp();
            await _link.Ended.WaitAsync(_stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_stopping.IsCancellationRequested)
                return;

            failures = _time.GetElapsedTime(begun) > LongEnough ? 1 : failures + 1;
            _logger.LogWarning("redis-server (process {Pid}) is gone; starting it again", _link.Pid);
            var successor = await RestartAsync(failures);
            await _link.DisposeAsync();
            _link = successor;
        }
    }

    private async Task<RedisLink> RestartAsync(int failures)
    {
        while (true)
        {
            if (failures > MostFailures)
                throw new RedisSupervisorException($"redis-server died {failures} times in a row. Its log ends:\n{Home.LogTail()}");
            await Task.Delay(TimeSpan.FromMilliseconds(100 << failures), _time, _stopping.Token);
            try
            {
                return await _starter.EnsureAsync(_link.Port);
            }
            catch (Exception exception) when (exception is RedisSupervisorException or IOException)
            {
                failures++;
                _logger.LogError("{Reason}", exception.Message);
            }
        }
    }
}
