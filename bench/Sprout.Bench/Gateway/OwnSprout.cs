using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Sprout.Redis;

namespace Sprout.Bench.Gateway;

/// <summary>A Sprout of this repository, on a data folder of its own: each service in a process, one gateway, which is asked directly.</summary>
internal sealed class OwnSprout : IAsyncDisposable
{
    private const string Ready = "Sprout is ready: ";

    private readonly Process _process;
    private readonly DirectoryInfo _data;

    private OwnSprout(Process process, DirectoryInfo data) => (_process, _data) = (process, data);

    /// <summary>Where the gateway answers.</summary>
    public Uri Url => new(Record().GetProperty(nameof(Url)).GetString()!);

    /// <summary>The key of programs.</summary>
    public string Key { get; private set; } = "";

    /// <summary>The most memory that the gateway has held, in MB (2^20 bytes); null where /proc does not say.</summary>
    public double? MostMemory => Status("VmHWM:");

    /// <summary>The ids of its processes, by name.</summary>
    public IReadOnlyList<(string Name, int Id)> Processes =>
    [
        ("up", _process.Id),
        .. Directory.EnumerateFiles(Path.Combine(_data.FullName, "services"), "*.json").Order(StringComparer.Ordinal)
            .Select(file => (Path.GetFileNameWithoutExtension(file), Read(file).GetProperty("Pid").GetInt32())),
        ("redis", int.Parse(File.ReadAllText(Directory.EnumerateFiles(Path.Combine(_data.FullName, "redis"), "*.pid").Single()), CultureInfo.InvariantCulture)),
    ];

    /// <summary>Starts it and returns when it is ready.</summary>
    /// <param name="logsRequests">Whether each request is logged.</param>
    /// <param name="kubeconfig">The cluster to use; null for a simulator of its own.</param>
    /// <param name="settings">More settings of all services, by their environment variables.</param>
    public static async Task<OwnSprout> StartAsync(bool logsRequests, string? kubeconfig = null, IReadOnlyDictionary<string, string>? settings = null)
    {
        var data = Directory.CreateTempSubdirectory("sprout-bench");
        var start = new ProcessStartInfo("dotnet", [Program(), "up", "--data", data.FullName, "--port", "0", "--separate", "--gateways", "1", "--lifecycles", "1", "--provisioners", "1", "--captchas", "1"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        if (kubeconfig is not null)
        {
            start.ArgumentList.Add("--cluster");
            start.Environment["KUBECONFIG"] = kubeconfig;
        }

        // Each line of the request log would go through this machine's console, its parent and a file, on the cores that are measured.
        if (!logsRequests)
            start.Environment["Serilog__MinimumLevel__Override__Sprout.Gateway.Http.RequestLog"] = "Warning";
        var process = Process.Start(start)!;
        var sprout = new OwnSprout(process, data);
        var said = new List<string>();
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            said.Add(line);
            if (line.StartsWith(Ready, StringComparison.Ordinal))
            {
                _ = process.StandardOutput.ReadToEndAsync(); // or it would wait for us to read
                using var keys = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(data.FullName, "keys.json")));
                sprout.Key = keys.RootElement.GetProperty("Service").GetString()!;
                return sprout;
            }
        }

        await sprout.DisposeAsync();
        throw new InvalidOperationException($"Sprout did not start:\n{string.Join('\n', said)}");
    }

    /// <summary>Has its Redis write to disk as the chart's can: <c>everysec</c> (the chart's default) or <c>always</c>, which is what <c>up</c> sets.</summary>
    public async Task SetFsyncAsync(string policy, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(_data.FullName, "redis");
        var address = $"127.0.0.1:{File.ReadAllText(Path.Combine(folder, "port")).Trim()},password={File.ReadAllText(Path.Combine(folder, "password")).Trim()}";
        await using var redis = await ConnectionMultiplexer.ConnectAsync(address, cancellationToken: cancellationToken);
        await redis.GetDatabase().ExecuteAsync("CONFIG", ["SET", "appendfsync", policy], cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _data.Delete(recursive: true);
    }

    private static string Program()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Sprout.sln")))
                return Path.Combine(folder.FullName, "local", "Sprout.Local", "bin", "Release", "net10.0", "Sprout.Local.dll");
        throw new InvalidOperationException("This is no part of the repository; say --url.");
    }

    private JsonElement Record() => Read(Path.Combine(_data.FullName, "services", "gateway-1.json"));

    private static JsonElement Read(string file) => JsonDocument.Parse(File.ReadAllText(file)).RootElement;

    private double? Status(string name)
    {
        var file = $"/proc/{Record().GetProperty("Pid").GetInt32()}/status";
        if (!File.Exists(file))
            return null;
        var line = File.ReadLines(file).First(text => text.StartsWith(name, StringComparison.Ordinal));
        return double.Parse(line[name.Length..].Trim().Split(' ')[0], CultureInfo.InvariantCulture) / 1024;
    }
}
