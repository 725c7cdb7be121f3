namespace Sprout.Contracts.Tests.Support;

/// <summary>The repository's files, as they lie above what is built.</summary>
internal static class Repository
{
    private static readonly string Root = Find();

    public static string PathOf(string path) => Path.Combine(Root, path);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Sprout.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"No Sprout.sln above {AppContext.BaseDirectory}.");
        return folder.FullName;
    }
}
