using Microsoft.Extensions.Logging.Abstractions;
using Sprout.Local.RedisServers;
using Sprout.Redis;

namespace Sprout.Local.Tests;

/// <summary>Redis servers in one folder, supervised or left alone.</summary>
public sealed class RedisRun : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Takes a folder of its own; with the port and password of another, as a copy of that one has.</summary>
    public RedisRun(RedisHome? copied = null)
    {
        foreach (var file in copied is null ? [] : (string[])["port", "password"])
            File.Copy(Path.Combine(copied!.Folder, file), Path.Combine(_folder.Path, file));
        Home = new(_folder.Path);
    }

    /// <summary>The folder of the servers.</summary>
    public RedisHome Home { get; }

    /// <summary>Starts a supervisor.</summary>
    public Task<RedisSupervisor> SuperviseAsync() => RedisSupervisor.StartAsync(Home, TimeProvider.System, NullLogger.Instance);

    /// <summary>Starts a server as one that was killed would leave it behind: its process.</summary>
    public async Task<int> LeaveOrphanAsync()
    {
        await using var link = await new RedisStarter(Home, TimeProvider.System, NullLogger.Instance).EnsureAsync();
        return link.Pid;
    }

    /// <summary>The server that answers; null without one.</summary>
    public Task<RedisLink?> FindAsync() => new RedisStarter(Home, TimeProvider.System, NullLogger.Instance).FindAsync();

    /// <summary>Ends a server that was left alone: whether there was one.</summary>
    public Task<bool> StopOrphanAsync() => RedisSupervisor.StopOrphanAsync(Home, TimeProvider.System, NullLogger.Instance);

    /// <summary>Runs commands on the server.</summary>
    public static async Task<T> WithAsync<T>(RedisSupervisor redis, Func<IDatabase, ValueTask<T>> use)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        return await use(connection.GetDatabase());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopOrphanAsync();
        _folder.Dispose();
    }
}
