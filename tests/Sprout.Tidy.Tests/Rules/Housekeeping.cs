using System.Text.RegularExpressions;

namespace Sprout.Tidy.Tests.Rules;

/// <summary>What a clean clone needs: projects listed, versions pinned, nothing of one machine.</summary>
public static partial class Housekeeping
{
    // Tests of the whole rather than of one project.
    private static readonly HashSet<string> WithoutMirror = new(StringComparer.Ordinal) { "Sprout.Chart", "Sprout.EndToEnd", "Sprout.Telemetry", "Sprout.Tidy", "Sprout.TransportCompliance", "Sprout.Web" };

    /// <summary>Projects that the solution does not list.</summary>
    public static IEnumerable<Finding> OutsideTheSolution(SourceTree tree)
    {
        var solution = tree.Files.Where(file => file.Path == "Sprout.sln").Select(file => file.Text.Replace('\\', '/')).FirstOrDefault("");
        return tree.Projects.Where(project => !solution.Contains($"\"{project.Path}\"", StringComparison.Ordinal))
            .Select(project => new Finding(project.Path, 1, "not in Sprout.sln"));
    }

    /// <summary>Test projects that mirror no project.</summary>
    public static IEnumerable<Finding> MirrorsOfNothing(SourceTree tree)
    {
        var products = tree.Projects.Where(project => !project.IsTest).Select(ProjectName).ToHashSet(StringComparer.Ordinal);
        return from project in tree.Projects
               where project.IsTest && project.Path.EndsWith(".Tests.csproj", StringComparison.Ordinal)
               let mirrored = ProjectName(project)[..^".Tests".Length]
               where !products.Contains(mirrored) && !WithoutMirror.Contains(mirrored)
               select new Finding(project.Path, 1, $"there is no project {mirrored}");
    }

    /// <summary>Versions outside the central file, and versions there that are not one exact version.</summary>
    public static IEnumerable<Finding> LooseVersions(SourceTree tree) =>
        tree.Projects.SelectMany(project => Find(project, VersionInProject(), "versions are pinned in Directory.Packages.props"))
            .Concat(tree.Files.Where(file => file.Path == "Directory.Packages.props").SelectMany(file => Find(file, FloatingVersion(), "not one exact version")));

    /// <summary>Projects without a lock file.</summary>
    public static IEnumerable<Finding> WithoutLockFile(SourceTree tree)
    {
        var locks = tree.Files.Where(file => file.Name == "packages.lock.json").Select(file => file.Folder).ToHashSet(StringComparer.Ordinal);
        return tree.Projects.Where(project => !locks.Contains(project.Folder)).Select(project => new Finding(project.Path, 1, "no packages.lock.json beside it"));
    }

    /// <summary>Lock files that name the registry they were made with.</summary>
    public static IEnumerable<Finding> RegistriesInLockFiles(SourceTree tree) =>
        tree.Files.Where(file => file.Name is "packages.lock.json" or "package-lock.json" or "npm-shrinkwrap.json")
            .SelectMany(file => Find(file, ResolvedFrom(), "a lock file names a registry"));

    /// <summary>Paths that exist on one machine only.</summary>
    public static IEnumerable<Finding> PathsOfOneMachine(SourceTree tree) =>
        tree.Files.SelectMany(file => Find(file, MachinePath(), "a path of one machine"));

    /// <summary>Scripts that cannot be run: no interpreter line, or the executable bit is missing.</summary>
    public static IEnumerable<Finding> ScriptsThatDoNotRun(SourceTree tree, Func<string, UnixFileMode> modeOf) =>
        from file in tree.Files
        where file.Path is "sprout" or ".ci/run" || file.Path.EndsWith(".sh", StringComparison.Ordinal)
        let runs = file.Text.StartsWith("#!", StringComparison.Ordinal) && modeOf(file.Path).HasFlag(UnixFileMode.UserExecute)
        where !runs
        select new Finding(file.Path, 1, "a script begins with #! and is executable");

    private static string ProjectName(SourceFile project) => Path.GetFileNameWithoutExtension(project.Path);

    private static IEnumerable<Finding> Find(SourceFile file, Regex pattern, string what) =>
        pattern.Matches(file.Text).Select(match => new Finding(file.Path, SourceFile.LineOf(file.Text, match.Index), $"{what}: {match.Value}"));

    [GeneratedRegex("""<PackageReference[^>]*\sVersion(Override)?=[^>]*>""")]
    private static partial Regex VersionInProject();

    [GeneratedRegex("""<PackageVersion[^>]*\sVersion="[^"]*[*\[\(,][^"]*"[^>]*>""")]
    private static partial Regex FloatingVersion();

    [GeneratedRegex("""["]resolved["]:\s*["]https?://[^"/]+""")]
    private static partial Regex ResolvedFrom();

    // After a letter, a dot, a dash or a slash it is the middle of something else: "node/work/", "../work/", "https://home/".
    [GeneratedRegex("""(?<![\w.\-})/])/(work|home|root)/""")]
    private static partial Regex MachinePath();
}
