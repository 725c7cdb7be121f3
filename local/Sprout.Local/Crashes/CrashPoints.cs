using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Sprout.Local.RedisServers;

namespace Sprout.Local.Crashes;

/// <summary>
/// Where a test has this process die: at the n-th time that <c>SPROUT_CRASH_AT=point#n</c> is reached, its redis-server and then it itself
/// get SIGKILL (with <c>SPROUT_CRASH_SPARES_REDIS=1</c> only it itself). <c>SPROUT_TRACE_POINTS=file</c> lists the points that are reached.
/// </summary>
public sealed class CrashPoints(string? target, int count, string? trace, bool sparesRedis, RedisHome redis)
{
    private readonly Lock _lock = new();
    private int _reached;

    /// <summary>Those that the environment asks for; null when it asks for none.</summary>
    public static CrashPoints? FromEnvironment(Func<string, string?> environment, RedisHome redis)
    {
        var (at, trace) = (environment("SPROUT_CRASH_AT"), environment("SPROUT_TRACE_POINTS"));
        if (string.IsNullOrEmpty(at) && string.IsNullOrEmpty(trace))
            return null;
        var parts = (at ?? "").Split('#');
        var count = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 1;
        return new(parts[0] is { Length: > 0 } target ? target : null, count, trace, environment("SPROUT_CRASH_SPARES_REDIS") == "1", redis);
    }

    /// <summary>Says that the point is reached. Does not return where a crash is due.</summary>
    public void Reach(string point)
    {
        // Under the lock, so that what other threads would reach meanwhile does not happen.
        lock (_lock)
        {
            if (trace is not null)
                File.AppendAllText(trace, point + "\n");
            if (point == target && ++_reached == count)
                Crash();
        }
    }

    [DoesNotReturn]
    private void Crash()
    {
        if (!sparesRedis && redis.Pid is { } pid)
            OsProcess.Kill(pid);
        OsProcess.Kill(Environment.ProcessId);
        // The signal arrives before kill() returns; this line says so to the compiler.
        throw new InvalidOperationException("SIGKILL did not end the process.");
    }
}
