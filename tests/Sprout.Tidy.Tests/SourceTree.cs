using System.Text;

namespace Sprout.Tidy.Tests;

/// <summary>The files of the repository, without what is built or installed.</summary>
public sealed class SourceTree(IEnumerable<SourceFile> files)
{
    private static readonly HashSet<string> Skipped =
        new(StringComparer.Ordinal) { ".git", "bin", "obj", "node_modules", "dist", "TestResults", ".sprout", ".vs", ".idea" };

    /// <summary>Where the repository lies.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The repository as it lies on the disk.</summary>
    public static SourceTree Repository { get; } = new(Load(Root, ""));

    /// <summary>All files, by path.</summary>
    public IReadOnlyList<SourceFile> Files { get; } = [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)];

    /// <summary>The C# files.</summary>
    public IEnumerable<SourceFile> Code => Files.Where(file => file.IsCode);

    /// <summary>The C# files outside the tests.</summary>
    public IEnumerable<SourceFile> ProductCode => Code.Where(file => !file.IsTest);

    /// <summary>The project files.</summary>
    public IEnumerable<SourceFile> Projects => Files.Where(file => file.IsProject);

    /// <summary>A tree of one's own, to see a rule fail.</summary>
    public static SourceTree Of(params (string Path, string Text)[] files) => new(files.Select(file => new SourceFile(file.Path, file.Text)));

    private static IEnumerable<SourceFile> Load(string folder, string prefix)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            // A worktree's .git is a file, and it names a folder of the machine.
            if (Path.GetFileName(file) != ".git" && ReadText(file) is { } text)
                yield return new(prefix + Path.GetFileName(file), text);
        }

        foreach (var child in Directory.EnumerateDirectories(folder).Where(child => !Skipped.Contains(Path.GetFileName(child))))
        {
            foreach (var file in Load(child, $"{prefix}{Path.GetFileName(child)}/"))
                yield return file;
        }
    }

    private static string? ReadText(string path)
    {
        var bytes = File.ReadAllBytes(path);
        return bytes.AsSpan().Contains((byte)0) ? null : Encoding.UTF8.GetString(bytes);
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Sprout.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"No Sprout.sln above {AppContext.BaseDirectory}.");
    }
}
