using Microsoft.Extensions.Logging.Abstractions;
using Sprout.Local.Data;
using Sprout.Local.RedisServers;
using Sprout.Local.Separate;

namespace Sprout.Local;

/// <summary><c>down</c>: stops the <c>up</c> that holds a data folder, and what one left behind.</summary>
public sealed class DownCommand(TimeProvider time, TextWriter output, TextWriter error)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Returns when nothing runs any more: the exit code.</summary>
    public async Task<int> RunAsync(string path)
    {
        if (!Directory.Exists(path))
        {
            await output.WriteLineAsync($"Nothing runs: there is no {Path.GetFullPath(path)}.");
            return 0;
        }

        var stopped = false;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50), time);
        for (var begun = time.GetTimestamp(); time.GetElapsedTime(begun) < Patience; await timer.WaitForNextTickAsync())
        {
            try
            {
                using var folder = DataFolder.Open(path);
                await EndOrphanAsync(folder, stopped);
                return 0;
            }
            catch (DataFolderHeldException exception)
            {
                // Whoever holds the lock wrote its process id after taking it, and lives; without one it is about to write it, or has ended but for the lock.
                if (stopped || exception.Holder is not { } holder)
                    continue;
                await output.WriteLineAsync($"Stopping process {holder.Pid}");
                stopped = Signals.Send(holder.Pid, Signals.Terminate);
            }
        }

        await error.WriteLineAsync($"It did not stop within {Patience.TotalSeconds} s.");
        return 1;
    }

    private async Task EndOrphanAsync(DataFolder folder, bool stopped)
    {
        if (await new ServiceRecords(folder.Folder("services")).EndLeftoversAsync(time, NullLogger.Instance) is > 0 and var services)
            await output.WriteLineAsync($"Ended {services} services that were left running.");
        if (Directory.Exists(folder.File("redis")) && await RedisSupervisor.StopOrphanAsync(new(folder.Folder("redis")), time, NullLogger.Instance))
            await output.WriteLineAsync("Stopped a redis-server that was left running.");
        await output.WriteLineAsync(stopped ? "Stopped." : $"Nothing runs on {folder.Path}.");
    }
}
