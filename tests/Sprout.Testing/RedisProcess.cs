using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Sprout.Testing;

/// <summary>
/// One run of redis-server under a shell that kills it when our end of the shell's standard input closes,
/// which the kernel does however we end. (PR_SET_PDEATHSIG would look at the thread that started it, which the thread pool may end.)
/// </summary>
internal sealed class RedisProcess
{
    private const string Guard = """
        command -v redis-server >/dev/null || exit 127
        exec 3<&0
        redis-server "$@" 3<&- </dev/null &
        redis=$!
        echo "pid $redis"
        (cat <&3; kill -9 $redis) >/dev/null 2>&1 &
        guard=$!
        exec 3<&-
        wait $redis
        code=$?
        kill $guard
        exit $code
        """;

    private readonly Process _shell;
    private readonly ConcurrentQueue<string> _log = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RedisProcess(Process shell) => _shell = shell;

    public int RedisId { get; private set; }

    public static async Task<RedisProcess> StartAsync(int port, string folder, string[] extraArguments)
    {
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            "-c", Guard, "redis-guard",
            "--bind", "127.0.0.1", "--port", port.ToString(CultureInfo.InvariantCulture), "--dir", folder,
            "--save", "", "--appendonly", "no", "--daemonize", "no", "--logfile", "",
            .. extraArguments,
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);

        var process = new RedisProcess(Process.Start(start) ?? throw new InvalidOperationException("/bin/sh did not start."));
        await process.WaitUntilReadyAsync();
        return process;
    }

    /// <summary>SIGKILL; returns when the process is gone and its port is free.</summary>
    public async Task KillAsync()
    {
        try
        {
            _shell.StandardInput.Close();
        }
        catch (IOException)
        {
            _log.Enqueue("The shell had ended before.");
        }

        await _shell.WaitForExitAsync();
    }

    private async Task WaitUntilReadyAsync()
    {
        _shell.OutputDataReceived += (_, line) => Hear(line.Data);
        _shell.ErrorDataReceived += (_, line) => Hear(line.Data);
        _shell.BeginOutputReadLine();
        _shell.BeginErrorReadLine();

        var ended = _shell.WaitForExitAsync();
        if (await Task.WhenAny(_ready.Task, ended) == _ready.Task)
            return;
        throw new InvalidOperationException(
            _shell.ExitCode == 127
                ? "redis-server is not installed: `apt-get install redis-server`."
                : $"redis-server ended with code {_shell.ExitCode} before it was ready:\n{string.Join('\n', _log)}");
    }

    // The line comes once data is loaded and the socket listens; from then on it answers PING.
    private void Hear(string? line)
    {
        if (line is null)
            return;
        _log.Enqueue(line);
        if (line.StartsWith("pid ", StringComparison.Ordinal))
            RedisId = int.Parse(line.AsSpan(4), CultureInfo.InvariantCulture);
        if (line.Contains("Ready to accept connections", StringComparison.Ordinal))
            _ready.TrySetResult();
    }
}
