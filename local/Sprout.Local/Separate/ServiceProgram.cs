using System.Diagnostics;

namespace Sprout.Local.Separate;

/// <summary>How the services are started: the build puts them beside this program.</summary>
public static class ServiceProgram
{
    // What this program is told, and no service need know.
    private static readonly string[] Ours = [Data.LocalKeys.ServiceVariable, Data.LocalKeys.VisitorVariable, Data.LocalPepper.Variable];

    /// <summary>
    /// Starts one as a child. The settings go by the environment, for everyone on the machine can read arguments. Its standard input is a pipe of
    /// which only we have the other end, so that it ends with us, however we do.
    /// </summary>
    public static Process Start(ServiceKind kind, IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var start = Command(Path.Combine(AppContext.BaseDirectory, $"Sprout.{kind}"));
        (start.UseShellExecute, start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (false, true, true, true);
        foreach (var name in Ours)
            start.Environment.Remove(name);
        foreach (var (key, value) in settings)
        {
            var variable = key.Replace(":", "__", StringComparison.Ordinal);
            if (value is null)
                start.Environment.Remove(variable);
            else
                start.Environment[variable] = value;
        }

        return Process.Start(start)!;
    }

    // Whoever runs us with a dotnet that is not installed where programs look for it needs the same one for the services.
    private static ProcessStartInfo Command(string program) =>
        Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? new(host, [program + ".dll"]) : new(program);
}
