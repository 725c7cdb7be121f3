using System.Diagnostics;
using Sprout.Local.RedisServers;

namespace Sprout.Local.Separate;

/// <summary>One run of a service.</summary>
public sealed class ServiceProcess : IDisposable
{
    private readonly Process _process;
    private readonly TimeProvider _time;

    private ServiceProcess(Process process, TimeProvider time)
    {
        _process = process;
        _time = time;
        Ended = EndAsync();
    }

    /// <summary>Its process id.</summary>
    public int Pid => _process.Id;

    /// <summary>Completes when it has ended and all that it said was heard: its exit code, 128 and the signal's number where a signal ended it.</summary>
    public Task<int> Ended { get; }

    /// <summary>Starts it; what it writes goes to the log.</summary>
    public static ServiceProcess Start(ServiceKind kind, IEnumerable<KeyValuePair<string, string?>> settings, ServiceLog log, TimeProvider time)
    {
        var process = ServiceProgram.Start(kind, settings);
        process.OutputDataReceived += (_, line) => log.Write(line.Data);
        process.ErrorDataReceived += (_, line) => log.Write(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new(process, time);
    }

    /// <summary>Asks it to stop, kills it when it has not within this time, and returns when it is gone.</summary>
    public async Task StopAsync(TimeSpan patience)
    {
        if (Ended.IsCompleted)
            return;
        Signals.Send(Pid, Signals.Terminate);
        await ((Task)Ended).WaitAsync(patience, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _process.Kill();
        await Ended;
    }

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();

    private async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }
}
