using System.ComponentModel;
using System.Diagnostics;

namespace Sprout.Local.RedisServers;

/// <summary>Starts redis-server.</summary>
public static class RedisLauncher
{
    /// <summary>
    /// Starts it on that port; it goes on by itself, in a session of its own, so that the terminal's Ctrl-C does not reach it before
    /// the services have stopped. Throws <see cref="RedisSupervisorException"/> when it is not installed or refuses its arguments.
    /// </summary>
    public static async Task StartAsync(RedisHome home, int port, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("redis-server") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        // "-" reads settings from standard input: a password among the arguments could be read by everyone on the machine.
        foreach (var argument in (string[])
        [
            "-", "--bind", "127.0.0.1", "--port", $"{port}", "--dir", home.Folder, "--pidfile", home.PidFile, "--logfile", home.LogFile,
            "--appendonly", "yes", "--appendfsync", "always", "--aof-load-truncated", "yes", "--save", "", "--daemonize", "yes",
        ])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Start(start);
        await process.StandardInput.WriteLineAsync($"requirepass {home.Password}".AsMemory(), cancellationToken);
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
            throw new RedisSupervisorException($"redis-server refused to start:\n{await output}{await error}");
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new RedisSupervisorException("redis-server is not installed. On Debian and Ubuntu: apt-get install redis-server; on macOS: brew install redis.", exception);
        }
    }
}
