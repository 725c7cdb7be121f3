using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sprout.EndToEnd.Tests;

/// <summary>A process of a service, as <c>up --separate</c> writes it down.</summary>
public sealed record SeparateService(int Pid, Uri Url)
{
    /// <summary>Such as <c>gateway-1</c>.</summary>
    [JsonIgnore]
    public string Name { get; init; } = "";

    /// <summary>Whether it runs. A dead one that nobody has reaped does not.</summary>
    [JsonIgnore]
    public bool IsAlive
    {
        get
        {
            using var ps = Process.Start(new ProcessStartInfo("ps", ["-o", "state=", "-p", $"{Pid}"]) { UseShellExecute = false, RedirectStandardOutput = true })!;
            return ps.StandardOutput.ReadToEnd().Trim() is not ("" or "Z" or "X");
        }
    }

    /// <summary>Sends it a signal, such as <c>KILL</c> or <c>STOP</c>.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start(new ProcessStartInfo("kill", [$"-{name}", $"{Pid}"]) { UseShellExecute = false, RedirectStandardError = true })!;
        kill.WaitForExit();
    }

    /// <summary>Reads what is written down; null when it has just been crossed out.</summary>
    public static SeparateService? TryRead(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<SeparateService>(File.ReadAllText(path))! with { Name = Path.GetFileNameWithoutExtension(path) };
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
