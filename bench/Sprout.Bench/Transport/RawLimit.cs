using System.Diagnostics;
using System.Globalization;

namespace Sprout.Bench.Transport;

/// <summary>What the same redis-server takes of the same size when nobody but redis-benchmark writes: 4 connections with 16 commands each on the way.</summary>
internal static class RawLimit
{
    public static async Task<double> XAddPerSecondAsync(int port)
    {
        string[] arguments =
        [
            "-p", port.ToString(CultureInfo.InvariantCulture), "-c", "4", "-P", "16", "-n", "200000", "--csv",
            "XADD", "bench:raw", "MAXLEN", "~", "10000", "*", "b", new('p', 1024),
        ];
        using var process = Process.Start(new ProcessStartInfo("redis-benchmark", arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        // "test","rps",… and then "XADD …","367647.06",…
        var line = output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
        return double.Parse(line.Split("\",\"")[1], CultureInfo.InvariantCulture);
    }
}
