using System.Diagnostics;

namespace Sprout.EndToEnd.Tests;

/// <summary>A gateway's process that nobody restarts, on the Redis of a running Sprout.</summary>
public sealed class GatewayProcess : IAsyncDisposable
{
    private const string Runs = "The \"gateway\" runs at ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private bool _isDead;

    private readonly Task _reading; // or it would wait for us to read

    private GatewayProcess(Process process, Task reading, Uri url) => (_process, _reading, Url) = (process, reading, url);

    /// <summary>Where it answers.</summary>
    public Uri Url { get; }

    /// <summary>Starts it on a free port and returns when it answers.</summary>
    public static async Task<GatewayProcess> StartAsync(string redis, IReadOnlyDictionary<string, string> settings)
    {
        var start = new ProcessStartInfo("dotnet", [SproutProcess.BuiltProgram("Sprout.Gateway")]) { UseShellExecute = false, RedirectStandardOutput = true };
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        start.Environment["Redis__ConnectionString"] = redis;
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["Serilog__WriteTo__0__Name"] = "Console";
        start.Environment["Serilog__WriteTo__0__Args__outputTemplate"] = "{Message}{NewLine}{Exception}";
        var process = Process.Start(start)!;
        var said = new List<string>();
        using var patience = new CancellationTokenSource(Patience);
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            said.Add(line);
            if (!line.StartsWith(Runs, StringComparison.Ordinal))
                continue;
            return new(process, process.StandardOutput.ReadToEndAsync(CancellationToken.None), new(line[Runs.Length..].Trim('"')));
        }

        process.Dispose();
        throw new InvalidOperationException($"The gateway did not start:\n{string.Join('\n', said)}");
    }

    /// <summary>Kills it (SIGKILL) and returns when it is dead.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDead)
            return;
        _isDead = true;
        _process.Kill();
        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
    }
}
