using System.Diagnostics;
using System.Text.Json;

namespace Sprout.Bench.Lifecycle;

/// <summary>The simulator, in a process of its own.</summary>
internal sealed class SimulatedCluster : ICluster
{
    private readonly Process _process;

    private SimulatedCluster(Process process, string kubeconfig, bool isInstant)
    {
        _process = process;
        Kubeconfig = kubeconfig;
        Name = isInstant ? "the simulator, whose pods take no time" : "the simulator, whose pods take about 0.16 s";
    }

    public string Name { get; }

    public string Kubeconfig { get; }

    public IReadOnlyList<(string Name, int Id)> Processes => [("simulator", _process.Id)];

    public static async Task<SimulatedCluster> StartAsync(bool isInstant, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(SimulatedCluster).Assembly.Location, SimulatorProgram.Command, isInstant ? "instant" : "usual"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        var kubeconfig = await process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("The simulator did not start.");
        return new(process, kubeconfig, isInstant);
    }

    public async Task<CallCounts?> CallsAsync(CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync("calls".AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
        var line = await _process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("The simulator has ended.");
        return new(JsonSerializer.Deserialize<Dictionary<string, long>>(line)!);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
