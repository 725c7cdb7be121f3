using System.Collections.Concurrent;
using System.Diagnostics;

namespace Sprout.Web.Tests.Support;

/// <summary>A <c>Sprout.Local up</c> with the pages, as <c>./sprout up</c> runs it, on a data folder of its own.</summary>
internal sealed class SproutUp : IAsyncDisposable
{
    private const string Ready = "Sprout is ready: ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Specs send more in a minute than a person does in a day, and the browser shall not work for what is not looked at.
    private static readonly Dictionary<string, string> Settings = new(StringComparer.Ordinal)
    {
        ["RateLimits__Policies__address__Limit"] = "10000",
        ["RateLimits__Policies__burst__Enabled"] = "false",
        ["Quota__PerOwner"] = "1000",
        ["Captcha__First__Count"] = "4",
        ["Captcha__First__Difficulty"] = "8",
        ["Captcha__Alone__Count"] = "8",
        ["Captcha__Alone__Difficulty"] = "6",
        ["Captcha__WithoutTrack__Count"] = "8",
        ["Captcha__WithoutTrack__Difficulty"] = "6",
    };

    private readonly Process _process;
    private readonly DirectoryInfo _data;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SproutUp(Process process, DirectoryInfo data)
    {
        (_process, _data) = (process, data);
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Where it answers.</summary>
    public Uri Url => _ready.Task.Result;

    /// <summary>The key that a web host adds to what pages ask.</summary>
    public string VisitorKey
    {
        get
        {
            using var keys = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(_data.FullName, "keys.json")));
            return keys.RootElement.GetProperty("Visitor").GetString()!;
        }
    }

    /// <summary>Starts one and returns when it is ready. Throws <see cref="InvalidOperationException"/> with what it said when it ends before.</summary>
    public static async Task<SproutUp> StartAsync()
    {
        var data = Directory.CreateTempSubdirectory("sprout web ");
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(Chromium.Root, "local", "Sprout.Local", "bin", output.Parent!.Name, output.Name, "Sprout.Local.dll");
        var start = new ProcessStartInfo("dotnet", [program, "up", "--port", "0", "--data", data.FullName, "--web", Chromium.Bundle])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Settings)
            start.Environment[name] = value;
        var sprout = new SproutUp(Process.Start(start)!, data);
        if (await Task.WhenAny(sprout._ready.Task, sprout._process.WaitForExitAsync()).WaitAsync(Patience) != sprout._ready.Task)
            throw new InvalidOperationException($"It ended before it was ready:\n{string.Join('\n', sprout._output)}");
        return sprout;
    }

    /// <summary>Ends it, and its Redis with it.</summary>
    public async ValueTask DisposeAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
            await kill.WaitForExitAsync();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        _process.Dispose();
        _data.Delete(recursive: true);
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
