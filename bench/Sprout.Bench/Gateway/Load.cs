using System.Diagnostics;
using System.Net.Sockets;

namespace Sprout.Bench.Gateway;

/// <summary>What came of a load: as many callers as said, each with a connection of its own, each asking again once it is answered.</summary>
/// <param name="PerSecond">What succeeded, a second.</param>
/// <param name="P50">Milliseconds within which half of it did.</param>
/// <param name="P99">Milliseconds within which 99 of 100 did.</param>
/// <param name="Failed">How many did not succeed.</param>
internal sealed record Load(double PerSecond, double P50, double P99, int Failed)
{
    /// <summary>Asks for that long, after a fifth of it that does not count.</summary>
    /// <param name="callers">How many.</param>
    /// <param name="time">How long is measured.</param>
    /// <param name="once">Does it once, on that caller's connection: whether it succeeded.</param>
    /// <param name="server">Where.</param>
    public static async Task<Load> MeasureAsync(int callers, TimeSpan time, Uri server, Func<RawConnection, CancellationToken, Task<bool>> once)
    {
        using var end = new CancellationTokenSource(time * 1.2);
        var from = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * 0.2 * Stopwatch.Frequency);
        var loops = Enumerable.Range(0, callers).Select(_ => Task.Run(() => CallAsync(server, once, from, end.Token))).ToArray();
        var results = await Task.WhenAll(loops);
        var measured = Stopwatch.GetElapsedTime(from).TotalSeconds;

        var times = results.SelectMany(result => result.Times).Order().ToArray();
        return new(times.Length / measured, Percentile(times, 0.50), Percentile(times, 0.99), results.Sum(result => result.Failed));
    }

    private static async Task<(List<double> Times, int Failed)> CallAsync(Uri server, Func<RawConnection, CancellationToken, Task<bool>> once, long from, CancellationToken end)
    {
        var (times, failed) = (new List<double>(), 0);
        using var connection = new RawConnection(server);
        while (!end.IsCancellationRequested)
        {
            var begun = Stopwatch.GetTimestamp();
            try
            {
                if (!await once(connection, end))
                    failed++;
                else if (begun >= from)
                    times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }
            catch (OperationCanceledException) when (end.IsCancellationRequested)
            {
                break; // cut off in the middle of one, which counts as neither
            }
            catch (Exception exception) when (exception is IOException or SocketException)
            {
                failed++;
                connection.Dispose();
            }
        }

        return (times, failed);
    }

    private static double Percentile(double[] sorted, double part) => sorted.Length == 0 ? double.NaN : sorted[(int)Math.Ceiling(part * sorted.Length) - 1];
}
