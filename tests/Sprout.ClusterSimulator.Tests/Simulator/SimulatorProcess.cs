using System.Diagnostics;
using System.Globalization;

namespace Sprout.ClusterSimulator.Tests.Simulator;

/// <summary>The simulator as a process of its own, as it comes: its memory is nobody else's.</summary>
internal sealed class SimulatorProcess : IAsyncDisposable
{
    private const string Address = "Simulated cluster at ";
    private readonly Process _process;

    private SimulatorProcess(Process process, Uri baseAddress) => (_process, BaseAddress) = (process, baseAddress);

    public Uri BaseAddress { get; }

    /// <summary>What of its memory is in the machine's: VmRSS.</summary>
    public long ResidentBytes
    {
        get
        {
            var line = File.ReadLines($"/proc/{_process.Id}/status").Single(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
            return long.Parse(line["VmRSS:".Length..^"kB".Length], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture) * 1024;
        }
    }

    /// <summary>Starts one on a free port, and returns once it answers.</summary>
    public static async Task<SimulatorProcess> StartAsync()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ClusterSimulator).Assembly.Location, "--port", "0"]) { RedirectStandardOutput = true, UseShellExecute = false };
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith(Address, StringComparison.Ordinal))
            {
                return new(process, new Uri(line[Address.Length..]));
            }
        }

        throw new InvalidOperationException("The simulator ended before it said where it answers.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
