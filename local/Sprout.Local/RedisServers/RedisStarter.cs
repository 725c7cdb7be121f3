using Microsoft.Extensions.Logging;

namespace Sprout.Local.RedisServers;

/// <summary>Has exactly one redis-server run in our folder: the one that is there already, or a new one.</summary>
public sealed class RedisStarter(RedisHome home, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LoadingPatience = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Returns the server once it has read its data. What a killed predecessor left is adopted when it answers, else ended.
    /// Cannot be cancelled, so that no server is started that nobody knows of.
    /// Throws <see cref="RedisSupervisorException"/> when no server comes up.
    /// </summary>
    /// <param name="samePort">The port on which it must be, because clients know it; null takes a free one where the last one is taken.</param>
    public async Task<RedisLink> EnsureAsync(int? samePort = null)
    {
        var link = await FindAsync();
        if (link is not null)
        {
            logger.LogInformation("Took over the redis-server (process {Pid}) that was left running on port {Port}", link.Pid, link.Port);
        }
        else
        {
            await EndLeftoverAsync();
            link = await StartAsync(samePort ?? home.Port.Choose());
        }

        await link.WaitUntilLoadedAsync(time, CancellationToken.None);
        if (!link.Ended.IsCompleted)
            return link;
        await link.DisposeAsync();
        throw new RedisSupervisorException($"redis-server ended while it read its data:\n{home.LogTail()}");
    }

    /// <summary>The server that runs in our folder and answers; null without one.</summary>
    public async Task<RedisLink?> FindAsync(CancellationToken cancellationToken = default) =>
        home.Port.Last is { } port ? await RedisLink.TryOpenAsync(home, port, cancellationToken) : null;

    /// <summary>Kills the process that the pid file names, if it really is one in our folder.</summary>
    public async Task EndLeftoverAsync(CancellationToken cancellationToken = default)
    {
        if (home.Pid is not { } pid || OsProcess.WorkingFolder(pid) is not { } folder || !home.IsSameAs(folder))
            return;
        logger.LogWarning("The redis-server of process {Pid} was left running and does not answer; ending it", pid);
        OsProcess.Kill(pid);
        await OsProcess.WaitForExitAsync(pid, time, cancellationToken);
    }

    private async Task<RedisLink> StartAsync(int port)
    {
        await RedisLauncher.StartAsync(home, port, CancellationToken.None);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20), time);
        var begun = time.GetTimestamp();
        // One that is alive and does not answer yet reads its data; to kill it then would mean to read all of it again.
        while (time.GetElapsedTime(begun) < Patience || IsAlive() && time.GetElapsedTime(begun) < LoadingPatience)
        {
            if (await RedisLink.TryOpenAsync(home, port, CancellationToken.None) is { } link)
                return link;
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }

        await EndLeftoverAsync();
        throw new RedisSupervisorException($"redis-server did not answer on port {port} in time. Its log ends:\n{home.LogTail()}");

        bool IsAlive() => home.Pid is { } pid && OsProcess.IsAlive(pid);
    }
}
