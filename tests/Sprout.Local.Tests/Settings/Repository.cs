namespace Sprout.Local.Tests.Settings;

/// <summary>The repository's files, as they lie above what is built.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string PathOf(string path) => Path.Combine(Root, path);

    public static string Read(string path) => File.ReadAllText(PathOf(path));

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Sprout.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"No Sprout.sln above {AppContext.BaseDirectory}.");
        return folder.FullName;
    }
}
