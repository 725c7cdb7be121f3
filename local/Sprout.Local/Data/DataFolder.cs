using System.Text;
using System.Text.Json;

namespace Sprout.Local.Data;

/// <summary>
/// The folder in which one <c>up</c> keeps everything. It is held by a lock that dies with the process, however that ends, so that nobody
/// waits for a dead one, and a process that was given the pid of a dead one is never taken for it.
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
        var folder = new DataFolder(full, TakeLock(full));
        folder.Announce(url: null);
        return folder;
    }

    /// <summary>Writes who holds the folder and where it answers.</summary>
    public void Announce(Uri? url) => WriteSecret(RecordPath(Path), JsonSerializer.Serialize(new UpRecord(Environment.ProcessId, url)));

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
        using (var file = new FileStream(unfinished, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly }))
            file.Write(Encoding.UTF8.GetBytes(text));
        System.IO.File.Move(unfinished, path, overwrite: true);
    }

    /// <summary>Lets go of it.</summary>
    public void Dispose()
    {
        // The folder may have been removed meanwhile.
        if (System.IO.File.Exists(RecordPath(Path)))
            System.IO.File.Delete(RecordPath(Path));
        _lock.Dispose();
    }

    // EWOULDBLOCK of flock on Linux, which .NET hands on as it is: somebody else has the lock. Any other error is about the folder itself.
    private const int WouldBlock = 11;

    private static FileStream TakeLock(string folder)
    {
        try
        {
            // FileShare.None is flock(LOCK_EX); child processes do not inherit the file.
            return new(System.IO.Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (exception.HResult == WouldBlock)
        {
            throw new DataFolderHeldException(folder, ReadRecord(folder));
        }
    }

    private static void CreateFolder(string path) => Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);

    private static UpRecord? ReadRecord(string folder) =>
        System.IO.File.Exists(RecordPath(folder)) ? JsonSerializer.Deserialize<UpRecord>(System.IO.File.ReadAllText(RecordPath(folder))) : null;

    private static string RecordPath(string folder) => System.IO.Path.Combine(folder, "up.json");
}
