using System.Text.RegularExpressions;

namespace Sprout.Tidy.Tests.Rules;

/// <summary>Who may reference whom: the arrows of the house, read from the project files.</summary>
public static partial class Arrows
{
    /// <summary>References that point the wrong way.</summary>
    public static IEnumerable<Finding> Check(SourceTree tree)
    {
        foreach (var project in tree.Projects)
        {
            foreach (Match reference in ProjectReference().Matches(project.Text))
            {
                var target = Resolve(project.Folder, reference.Groups["path"].Value);
                if (!tree.Projects.Any(other => other.Path == target))
                    yield return At(project, reference, $"references {target}, which does not exist");
                else if (!MayReference(project.Path, target))
                    yield return At(project, reference, $"must not reference {target}");
            }

            if (project.Folder == "contracts" && PackageReference().Match(project.Text) is { Success: true } package)
                yield return At(project, package, "contracts reference nothing, packages included");
        }
    }

    private static bool MayReference(string from, string to) => (Area(from), Name(from)) switch
    {
        ("tests", _) => true,
        // Benchmarks start the same servers as tests, and attack with the same programs.
        ("bench", _) when Name(to) is "Sprout.Testing" or "Sprout.CaptchaAttackers" => true,
        _ when Area(to) is "tests" or "bench" => false,
        ("bench", _) => true,
        ("local", "Sprout.ClusterSimulator") => false,
        ("local", _) => Area(to) is "services" or "libraries" or "contracts" or "local",
        ("services", _) => Area(to) is "libraries" or "contracts",
        ("libraries", "Sprout.State" or "Sprout.MassTransit.RedisStreams" or "Sprout.RateLimiting") => Name(to) == "Sprout.Redis",
        ("libraries", "Sprout.Hosting") => Name(to) is "Sprout.MassTransit.RedisStreams" or "Sprout.Kubernetes" or "Sprout.State",
        ("samples", _) => Area(to) is "contracts" or "libraries",
        _ => false,
    };

    private static string Area(string path) => path.Split('/')[0];

    private static string Name(string path) => Path.GetFileNameWithoutExtension(path);

    private static string Resolve(string folder, string relative)
    {
        var parts = new List<string>(folder.Length == 0 ? [] : folder.Split('/'));
        foreach (var part in relative.Replace('\\', '/').Split('/'))
        {
            if (part == "..")
                parts.RemoveAt(parts.Count - 1);
            else if (part != ".")
                parts.Add(part);
        }

        return string.Join('/', parts);
    }

    private static Finding At(SourceFile file, Match match, string what) => new(file.Path, SourceFile.LineOf(file.Text, match.Index), what);

    [GeneratedRegex("""<ProjectReference\s+Include="(?<path>[^"]+)""")]
    private static partial Regex ProjectReference();

    [GeneratedRegex("<PackageReference")]
    private static partial Regex PackageReference();
}
