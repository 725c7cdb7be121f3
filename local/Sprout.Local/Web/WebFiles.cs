using System.Text;

namespace Sprout.Local.Web;

/// <summary>The web UI as its build left it, read once: some hundred kilobytes, and a build that goes on meanwhile tears nothing.</summary>
public sealed class WebFiles
{
    private const string IndexName = "index.html";

    // Vite puts here what it names after its content.
    private const string HashedFolder = "assets/";

    private const string PlainPage = """
        <!doctype html>
        <html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Sprout</title>
        <h1>Sprout runs, but its pages were not built</h1>
        <p>They need npm (Node 20 or later). Install it and start <code>./sprout up</code> again.</p>
        <p>The API works without them: <a href="/docs">its description</a>.</p>
        </html>
        """;

    private readonly Dictionary<string, WebFile> _files;

    private WebFiles(Dictionary<string, WebFile> files, WebFile index) => (_files, Index) = (files, index);

    /// <summary>The page.</summary>
    internal WebFile Index { get; }

    /// <summary>Whether there is more than a page that says what is missing.</summary>
    public bool IsBuilt => _files.Count > 0;

    /// <summary>Reads a folder; without one, or where nothing was built, there is one plain page. Throws <see cref="IOException"/> and <see cref="UnauthorizedAccessException"/>.</summary>
    public static WebFiles Read(string? folder)
    {
        if (folder is null || !File.Exists(Path.Combine(folder, IndexName)))
            return new([], new() { ContentType = "text/html; charset=utf-8", Bytes = Encoding.UTF8.GetBytes(PlainPage) });
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => Path.GetExtension(path) is not (".br" or ".gz"))
            .Select(path => (Path: path, Name: Path.GetRelativePath(folder, path).Replace('\\', '/')))
            .ToDictionary(file => "/" + file.Name, file => WebFile.Read(file.Path, file.Name.StartsWith(HashedFolder, StringComparison.Ordinal)), StringComparer.Ordinal);
        return new(files, files["/" + IndexName]);
    }

    /// <summary>The file at a path; null when there is none.</summary>
    internal WebFile? Find(string path) => path == "/" ? Index : _files.GetValueOrDefault(path);
}
