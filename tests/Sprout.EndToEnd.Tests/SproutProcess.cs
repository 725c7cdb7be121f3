using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace Sprout.EndToEnd.Tests;

/// <summary>A <c>Sprout.Local up</c> as people run it: a process of its own, on a data folder.</summary>
public sealed class SproutProcess : IAsyncDisposable
{
    private const string Ready = "Sprout is ready: ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SproutProcess(Process process, string data)
    {
        (_process, Data) = (process, data);
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Its data folder.</summary>
    public string Data { get; }

    /// <summary>Where it answers. Throws when it does not become ready.</summary>
    public Uri Url => _ready.Task.Result;

    /// <summary>Whether it became ready.</summary>
    public bool IsReady => _ready.Task.IsCompletedSuccessfully;

    /// <summary>What it printed so far.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>The process id of its redis-server; null when there is none.</summary>
    public int? RedisPid => File.Exists(Path.Combine(Data, "redis", "redis.pid")) ? int.Parse(File.ReadAllText(Path.Combine(Data, "redis", "redis.pid"))) : null;

    /// <summary>Its services' processes, where they run apart; ordered by name.</summary>
    public IReadOnlyList<SeparateService> Services =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Data, "services"), "*.json")
            .Select(SeparateService.TryRead)
            .OfType<SeparateService>()
            .OrderBy(service => service.Name, StringComparer.Ordinal),
    ];

    /// <summary>Starts one, on a free port unless the arguments say otherwise, and returns at once.</summary>
    public static SproutProcess Start(string data, IReadOnlyList<string>? arguments = null, IReadOnlyDictionary<string, string>? environment = null) =>
        Start(data, ["up", "--data", data, .. arguments ?? [], .. arguments?.Contains("--port") == true ? [] : (string[])["--port", "0"]], environment ?? new Dictionary<string, string>());

    /// <summary>Runs <c>down</c> on the folder: its exit code and what it printed.</summary>
    public static async Task<(int Code, string Output)> DownAsync(string data)
    {
        await using var down = Start(data, ["down", "--data", data], new Dictionary<string, string>());
        return (await down.ExitsAsync(), down.Output);
    }

    /// <summary>Starts one and returns when it is ready. Throws with what it printed when it ends before.</summary>
    public static async Task<SproutProcess> UpAsync(string data, IReadOnlyList<string>? arguments = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var sprout = Start(data, arguments, environment);
        if (!await sprout.BecomesReadyAsync())
            throw new InvalidOperationException($"It ended before it was ready:\n{sprout.Output}");
        return sprout;
    }

    /// <summary>Returns when it is ready or has ended: whether it is ready.</summary>
    public async Task<bool> BecomesReadyAsync() =>
        await Task.WhenAny(_ready.Task, _process.WaitForExitAsync()).WaitAsync(Patience) == _ready.Task;

    /// <summary>Returns when it has ended: its exit code.</summary>
    public async Task<int> ExitsAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    /// <summary>Sends SIGTERM and returns when it has ended: its exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        return await ExitsAsync();
    }

    /// <summary>Kills its redis-server and it (SIGKILL); nothing happens when they are gone.</summary>
    public void Kill()
    {
        KillRedis();
        _process.Kill();
    }

    /// <summary>Kills it alone (SIGKILL).</summary>
    public async Task KillParentAsync()
    {
        _process.Kill();
        await ExitsAsync();
    }

    /// <summary>Calls its API with one of its keys; at that address, or at the one that visitors use.</summary>
    public SproutClient Client(string key = "Service", Uri? url = null)
    {
        using var keys = JsonDocument.Parse(File.ReadAllText(Path.Combine(Data, "keys.json")));
        return new(url ?? Url, keys.RootElement.GetProperty(key).GetString()!);
    }

    /// <summary>Kills what still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static SproutProcess Start(string data, string[] arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("dotnet", [BuiltProgram("Sprout.Local"), .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        // Who walks through it all as a visitor sends more than a visitor may, and solves no captcha; a spec about those says otherwise.
        start.Environment["RateLimits__Enabled"] = "false";
        start.Environment["Captcha__Required"] = "false";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new(Process.Start(start)!, data);
    }

    /// <summary>The path of a program that the build puts beside Sprout.Local, or its own.</summary>
    public static string BuiltProgram(string name)
    {
        // …/tests/Sprout.EndToEnd.Tests/bin/{configuration}/net10.0/
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var root = output.Parent!.Parent!.Parent!.Parent!.Parent!.FullName;
        return Path.Combine(root, "local", "Sprout.Local", "bin", output.Parent.Name, output.Name, name + ".dll");
    }

    /// <summary>Kills its redis-server alone.</summary>
    public void KillRedis()
    {
        // redis-server removes the file when it ends in order, and its pid is only given away after a kill: by us.
        if (RedisPid is not { } pid)
            return;
        File.Delete(Path.Combine(Data, "redis", "redis.pid"));
        using var kill = Process.Start(new ProcessStartInfo("kill", ["-KILL", $"{pid}"]) { UseShellExecute = false, RedirectStandardError = true });
        kill!.WaitForExit();
    }

    private void Hear(string? line)
    {
        if (line is null)
            return;
        _output.Enqueue(line);
        if (line.StartsWith(Ready, StringComparison.Ordinal))
            _ready.TrySetResult(new(line[Ready.Length..]));
    }
}
