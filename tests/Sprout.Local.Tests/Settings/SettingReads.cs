using System.Text.RegularExpressions;

namespace Sprout.Local.Tests.Settings;

/// <summary>Where the services' sources read settings.</summary>
internal static partial class SettingReads
{
    private static readonly (string File, string Text)[] Sources =
    [
        .. new[] { "libraries", "services" }
            .SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(file => (Path.GetRelativePath(Repository.Root, file), File.ReadAllText(file))),
    ];

    /// <summary>Each name that is read, with the file that does it.</summary>
    public static IReadOnlyList<(string Name, string File)> All { get; } =
        [.. Sources.SelectMany(source => Read().Matches(source.Text).Select(read => (read.Groups["name"].Value, source.File)))];

    /// <summary>Whether a name stands in the sources, whole or its last part.</summary>
    public static bool Mention(string name)
    {
        var last = name.Split(':')[^1];
        return Sources.Any(source => new[] { name, last, ":" + last }.Any(text => source.Text.Contains($"\"{text}\"", StringComparison.Ordinal)));
    }

    [GeneratedRegex("""(?:[cC]onfiguration\[|GetSection\(|GetValue(?:<[^>]+>)?\(|SettingList\.Read\(\w+, )"(?<name>[A-Z][\w:]*)["]|const string \w+ = "(?<name>[A-Z]\w+(:[A-Z]\w+)+)["]""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Read();
}
