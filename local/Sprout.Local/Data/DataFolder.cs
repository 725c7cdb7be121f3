using System.Text;
using System.Text.Json;

namespace Sprout.Local.Data;

/// <summary>
/// The folder in which one <c>up</c> keeps everything. It is held by a lock on <c>up.json</c> that dies with the process, however that ends,
/// so that nobody waits for a dead one, and a pid that was given to another process is never taken for ours.
/// </summary>
public sealed class DataFolder : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream @lock)
    {
        Path = path;
        _lock = @lock;
    }

    /// <summary>Its absolute path.</summary>
    public string Path { get; }

    /// <summary>Makes it where it is missing and takes hold of it. Throws <see cref="DataFolderHeldException"/> when another process has it.</summary>
    public static DataFolder Open(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        if (!Directory.Exists(full))
            CreateFolder(full);
        try
        {
            // FileShare.None is flock(LOCK_EX); the file is not inherited by child processes.
            var folder = new DataFolder(full, new(RecordPath(full), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            folder.Announce(url: null);
            return folder;
        }
        catch (IOException exception) when (exception is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException))
        {
            throw new DataFolderHeldException(full, ReadRecord(full));
        }
    }

    /// <summary>Writes who holds the folder and where it answers.</summary>
    public void Announce(Uri? url)
    {
        var record = JsonSerializer.SerializeToUtf8Bytes(new UpRecord(Environment.ProcessId, url));
        _lock.SetLength(0);
        _lock.Position = 0;
        _lock.Write(record);
        _lock.Flush(flushToDisk: false);
    }

    /// <summary>The path of something in it.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>The path of a folder in it, which is made where it is missing.</summary>
    public string Folder(string name)
    {
        var path = File(name);
        if (!Directory.Exists(path))
            CreateFolder(path);
        return path;
    }

    /// <summary>Writes a file that only its owner may read: whole or not at all, also when the process is killed meanwhile.</summary>
    public static void WriteSecret(string path, string text)
    {
        var unfinished = path + ".new";
        System.IO.File.Delete(unfinished);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using (var file = new FileStream(unfinished, options))
            file.Write(Encoding.UTF8.GetBytes(text));
        System.IO.File.Move(unfinished, path, overwrite: true);
    }

    /// <summary>Lets go of it.</summary>
    public void Dispose()
    {
        _lock.SetLength(0);
        _lock.Dispose();
    }

    private static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
    }

    private static UpRecord? ReadRecord(string folder)
    {
        // Sharing everything asks for no lock, so this reads past the holder's.
        using var file = new FileStream(RecordPath(folder), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file);
        var text = reader.ReadToEnd();
        return text.Length == 0 ? null : JsonSerializer.Deserialize<UpRecord>(text);
    }

    private static string RecordPath(string folder) => System.IO.Path.Combine(folder, "up.json");
}
