using System.Globalization;
using System.Text.Json;

namespace Sprout.Bench.Lifecycle;

/// <summary>A cluster that somebody started. What lies beside its kubeconfig may tell more: <c>logs/audit.log</c>, and <c>pids/NAME.pid</c>.</summary>
internal sealed class GivenCluster(string kubeconfig, string @namespace) : ICluster
{
    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(kubeconfig))!;

    public string Name => $"the cluster of {Kubeconfig}";

    public string Kubeconfig { get; } = Path.GetFullPath(kubeconfig);

    // A .pid file begins with the process id.
    public IReadOnlyList<(string Name, int Id)> Processes => Directory.Exists(Path.Combine(_folder, "pids"))
        ? [.. Directory.EnumerateFiles(Path.Combine(_folder, "pids"), "*.pid").Order(StringComparer.Ordinal)
            .Select(file => (Path.GetFileNameWithoutExtension(file), int.Parse(File.ReadAllText(file).Split(' ')[0], CultureInfo.InvariantCulture)))]
        : [];

    public async Task<CallCounts?> CallsAsync(CancellationToken cancellationToken)
    {
        var log = Path.Combine(_folder, "logs", "audit.log");
        if (!File.Exists(log))
            return null;
        var calls = new Dictionary<string, long>(StringComparer.Ordinal);
        await foreach (var line in File.ReadLinesAsync(log, cancellationToken))
            if (line.Contains(@namespace, StringComparison.Ordinal))
                Count(line, calls);
        return new(calls);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static void Count(string line, Dictionary<string, long> calls)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        // A watch is written twice: when it begins and when it ends.
        if (root.GetProperty("stage").GetString() == "ResponseStarted" || !CallCounts.IsSprout(root.GetProperty("userAgent").GetString()!))
            return;
        var thing = root.GetProperty("objectRef");
        var part = thing.TryGetProperty("subresource", out var name) ? "/" + name.GetString() : "";
        var words = $"{root.GetProperty("verb").GetString()} {thing.GetProperty("resource").GetString()}{part}";
        calls[words] = calls.GetValueOrDefault(words) + 1;
    }
}
