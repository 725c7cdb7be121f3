using System.Diagnostics;

namespace Sprout.Local.RedisServers;

/// <summary>Processes that are not our children, known by their id.</summary>
public static class OsProcess
{
    // proc(5): starttime is the 22nd field of stat, the state the 3rd.
    private const int StartTimeField = 22 - 3;

    /// <summary>Whether it runs. A dead one that nobody has reaped does not: in a container there may be nobody to do so.</summary>
    public static bool IsAlive(int pid)
    {
        if (OperatingSystem.IsLinux())
            return ReadState(pid) is not (null or 'Z' or 'X');
        return Array.Exists(Process.GetProcesses(), process => process.Id == pid);
    }

    /// <summary>Sends SIGKILL; nothing happens when it is gone.</summary>
    public static void Kill(int pid) => Signals.Send(pid, Signals.Kill);

    /// <summary>The folder in which it runs, where the system tells; else null.</summary>
    public static string? WorkingFolder(int pid) => OperatingSystem.IsLinux() && IsAlive(pid) ? $"/proc/{pid}/cwd" : null;

    /// <summary>What tells it from another process that gets the same id once it is gone; null when it is gone, or where the system does not tell.</summary>
    public static string? StartMark(int pid) => OperatingSystem.IsLinux() && IsAlive(pid) ? ReadFields(pid)?[StartTimeField] : null;

    /// <summary>Returns when it is gone.</summary>
    public static async Task WaitForExitAsync(int pid, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10), time);
        while (IsAlive(pid))
            await timer.WaitForNextTickAsync(cancellationToken);
    }

    private static char? ReadState(int pid) => ReadFields(pid)?[0][0];

    // pid (command) state …; the command may hold spaces and parentheses. Answers the fields from the state on.
    private static string[]? ReadFields(int pid)
    {
        try
        {
            var line = File.ReadAllText($"/proc/{pid}/stat");
            return line[(line.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
