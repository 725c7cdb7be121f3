using System.Diagnostics;
using System.Globalization;

namespace Sprout.Bench.Transport;

/// <summary>The CPU time of this process and of a broker's since it was made.</summary>
internal sealed class CpuClock(int? brokerId)
{
    // USER_HZ, what /proc counts in; 100 on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;

    private readonly double _ours = Ours();
    private readonly double _brokers = Broker(brokerId);
    private readonly long _started = Stopwatch.GetTimestamp();

    public double OurSeconds => Ours() - _ours;

    public double BrokerSeconds => Broker(brokerId) - _brokers;

    public double WallSeconds => Stopwatch.GetElapsedTime(_started).TotalSeconds;

    private static double Ours()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime.TotalSeconds;
    }

    // proc(5): utime and stime are the 14th and 15th, counted from 1; the 2nd is a name in brackets that may hold blanks.
    private static double Broker(int? id)
    {
        if (id is null)
            return 0;
        var text = File.ReadAllText($"/proc/{id.Value.ToString(CultureInfo.InvariantCulture)}/stat");
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }
}
