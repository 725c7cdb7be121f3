using System.Globalization;

namespace Sprout.Bench.Lifecycle;

/// <summary>What some processes have used so far: CPU (user and system) in seconds, and memory.</summary>
internal sealed class Costs
{
    // USER_HZ, what /proc counts in; 100 on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;

    private readonly Dictionary<string, (double Seconds, double Megabytes)> _byProcess;

    private Costs(Dictionary<string, (double Seconds, double Megabytes)> byProcess) => _byProcess = byProcess;

    /// <summary>Reads them now; a process that has ended is left out.</summary>
    public static Costs Of(IEnumerable<(string Name, int Id)> processes) =>
        new(processes.Where(process => File.Exists($"/proc/{process.Id}/stat")).ToDictionary(process => process.Name, process => (Seconds(process.Id), Megabytes(process.Id))));

    public IEnumerable<string> Names => _byProcess.Keys;

    /// <summary>Milliseconds of CPU that it used since then, for each of so many.</summary>
    public double MillisecondsEach(string process, Costs since, int count) => 1_000 * (_byProcess[process].Seconds - since._byProcess.GetValueOrDefault(process).Seconds) / count;

    /// <summary>What it holds of memory (RSS, 2^20 bytes).</summary>
    public double MegabytesOf(string process) => _byProcess[process].Megabytes;

    // proc(5): utime and stime are the 14th and 15th, counted from 1; the 2nd is a name in brackets that may hold blanks.
    private static double Seconds(int id)
    {
        var text = File.ReadAllText($"/proc/{id}/stat");
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }

    private static double Megabytes(int id)
    {
        const string Name = "VmRSS:";
        var line = File.ReadLines($"/proc/{id}/status").FirstOrDefault(text => text.StartsWith(Name, StringComparison.Ordinal));
        return line is null ? 0 : double.Parse(line[Name.Length..].Trim().Split(' ')[0], CultureInfo.InvariantCulture) / 1024;
    }
}
