using System.Collections.Concurrent;
using System.Diagnostics;
using Sprout.Testing;

namespace Sprout.EndToEnd.Tests;

/// <summary>A program of somebody else's, which the samples are: it listens, and prints what it hears.</summary>
internal sealed class ThirdParty : IDisposable
{
    // …/tests/Sprout.EndToEnd.Tests/bin/{configuration}/net10.0/
    private static readonly string Root = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Parent!.Parent!.Parent!.Parent!.FullName;

    private readonly string _name;
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    private ThirdParty(string name, Process process)
    {
        (_name, _process) = (name, process);
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Whether this machine has what one of them is run by.</summary>
    public static bool HasNode => Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "node")));

    /// <summary>What it printed so far.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>The consumer in C#.</summary>
    public static ThirdParty StartConsumer(string redis)
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        return Start("the consumer in C#", "dotnet", Path.Combine(PathOf("consumer-csharp"), "bin", output.Parent!.Name, output.Name, "Sprout.Samples.Consumer.dll"), "--Redis", redis);
    }

    /// <summary>The reader of <c>container_events</c>, which keeps its place in a file.</summary>
    public static ThirdParty StartReader(string redis, string place) =>
        Start("the reader in Node", "node", Path.Combine(PathOf("container-events-node"), "follow.mjs"), redis, place);

    /// <summary>What the contracts say of it, for programs in other languages.</summary>
    public static string SchemaOf(string what) => Path.Combine(Root, "contracts", "schemas", what + ".json");

    /// <summary>Returns once it has printed such a line. Throws <see cref="TimeoutException"/> with what it printed instead.</summary>
    public async Task SaysAsync(params string[] words)
    {
        try
        {
            await Eventually.HoldsAsync($"{_name} says {string.Join(" … ", words)}", () => _lines.Any(line => words.All(word => line.Contains(word, StringComparison.Ordinal))));
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"{exception.Message} It said:\n{string.Join('\n', _lines)}", exception);
        }
    }

    /// <summary>Kills it (SIGKILL): whatever it had in hand comes again.</summary>
    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static ThirdParty Start(string name, string program, params string[] arguments) =>
        new(name, Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!);

    private static string PathOf(string sample) => Path.Combine(Root, "samples", sample);

    private void Hear(string? line)
    {
        if (line is not null)
            _lines.Enqueue(line);
    }
}
