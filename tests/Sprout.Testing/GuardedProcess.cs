using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Sprout.Testing;

/// <summary>
/// A server under a shell that kills it when our end of the shell's standard input closes, which the kernel does however we end.
/// (PR_SET_PDEATHSIG would look at the thread that started it, which the thread pool may end.)
/// The script keeps the read end as descriptor 3, says <c>pid N</c> once the server runs, and exits with 127 where there is none.
/// </summary>
internal sealed class GuardedProcess
{
    private readonly string _name;
    private readonly string _readyWords;
    private readonly Process _shell;
    private readonly ConcurrentQueue<string> _log = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private GuardedProcess(string name, string readyWords, Process shell)
    {
        _name = name;
        _readyWords = readyWords;
        _shell = shell;
    }

    /// <summary>The server's own process id.</summary>
    public int ServerId { get; private set; }

    /// <summary>Returns once the server's log says <paramref name="readyWords"/>. Throws <see cref="InvalidOperationException"/> with its log when it ends before.</summary>
    public static async Task<GuardedProcess> StartAsync(
        string name, string script, string readyWords, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["-c", script, $"{name}-guard", .. arguments])
            start.ArgumentList.Add(argument);
        foreach (var (variable, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
            start.Environment[variable] = value;

        var process = new GuardedProcess(name, readyWords, Process.Start(start) ?? throw new InvalidOperationException("/bin/sh did not start."));
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
                ? $"{_name} is not installed: `apt-get install {_name}`."
                : $"{_name} ended with code {_shell.ExitCode} before it was ready:\n{string.Join('\n', _log)}");
    }

    // Once the words come the socket listens and the server answers.
    private void Hear(string? line)
    {
        if (line is null)
            return;
        _log.Enqueue(line);
        if (line.StartsWith("pid ", StringComparison.Ordinal))
            ServerId = int.Parse(line.AsSpan(4), CultureInfo.InvariantCulture);
        if (line.Contains(_readyWords, StringComparison.Ordinal))
            _ready.TrySetResult();
    }
}
