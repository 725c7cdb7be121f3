using System.Text.RegularExpressions;

namespace Sprout.Local.Tests.Settings;

/// <summary>Where the services' sources read settings.</summary>
internal static partial class SettingReads
{
    /// <summary>Each name that is read, with the file that does it.</summary>
    public static IReadOnlyList<(string Name, string File)> All { get; } =
    [
        .. new[] { "libraries", "services" }
            .SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => Read().Matches(File.ReadAllText(file)).Select(read => (read.Groups["name"].Value, Path.GetRelativePath(Repository.Root, file)))),
    ];

    [GeneratedRegex("""(?:[cC]onfiguration\[|GetSection\(|GetValue(?:<[^>]+>)?\(|SettingList\.Read\(\w+, )"(?<name>[\w:]+)["]""", RegexOptions.ExplicitCapture)]
    private static partial Regex Read();
}
