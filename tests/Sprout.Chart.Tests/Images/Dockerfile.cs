using System.Text.Json;
using System.Text.RegularExpressions;

namespace Sprout.Chart.Tests.Images;

/// <summary>What the Dockerfile says, as far as it can be read without building it.</summary>
internal static partial class Dockerfile
{
    /// <summary>Its instructions, each on one line.</summary>
    public static IReadOnlyList<string> Instructions { get; } =
        [.. Continued().Replace(File.ReadAllText(Repository.PathOf("Dockerfile")), " ").Split('\n').Where(line => line.Length > 0 && line[0] != '#')];

    /// <summary>The stages that are no image: what the others are made from.</summary>
    public static IReadOnlyList<string> Parts { get; } = ["pages", "build", "runtime"];

    /// <summary>The stages by their names: what each begins with, and its instructions.</summary>
    public static IReadOnlyDictionary<string, (string From, List<string> Instructions)> Stages { get; } = ReadStages();

    /// <summary>What the image runs, with its arguments.</summary>
    public static string[] EntryPoint(string stage) =>
        JsonSerializer.Deserialize<string[]>(Stages[stage].Instructions.Single(line => line.StartsWith("ENTRYPOINT ", StringComparison.Ordinal))["ENTRYPOINT ".Length..])!;

    /// <summary>What is copied from the repository.</summary>
    public static IEnumerable<string> Sources() =>
        from line in Instructions
        where line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from=", StringComparison.Ordinal)
        from source in line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..^1]
        where !source.StartsWith("--", StringComparison.Ordinal)
        select source;

    private static Dictionary<string, (string From, List<string> Instructions)> ReadStages()
    {
        var stages = new Dictionary<string, (string From, List<string> Instructions)>(StringComparer.Ordinal);
        List<string>? current = null;
        foreach (var line in Instructions)
        {
            if (From().Match(line) is { Success: true } stage)
                stages.Add(stage.Groups["name"].Value, (stage.Groups["image"].Value, current = []));
            else
                current?.Add(line);
        }

        return stages;
    }

    [GeneratedRegex(@"\\\n\s*")]
    private static partial Regex Continued();

    [GeneratedRegex(@"^FROM (--platform=\S+ )?(?<image>\S+) AS (?<name>\S+)$", RegexOptions.ExplicitCapture)]
    private static partial Regex From();
}
