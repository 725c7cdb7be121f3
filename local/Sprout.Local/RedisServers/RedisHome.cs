using System.Security.Cryptography;
using Sprout.Local.Data;
using Sprout.Redis;

namespace Sprout.Local.RedisServers;

/// <summary>The folder of the private redis-server: its data, log, pid file, port and password.</summary>
public sealed class RedisHome
{
    private readonly string _mark = RandomNumberGenerator.GetHexString(32);

    /// <summary>Takes the folder; the port and the password are made at the first time.</summary>
    public RedisHome(string folder)
    {
        Folder = folder;
        Port = new(PortIn(folder));
        Password = LoadPassword(PasswordIn(folder));
        File.WriteAllText(MarkIn(folder), _mark);
    }

    /// <summary>Its path.</summary>
    public string Folder { get; }

    /// <summary>The server's port.</summary>
    public RememberedPort Port { get; }

    /// <summary>The server's password, in a file that only the owner may read.</summary>
    public string Password { get; }

    /// <summary>Where the server writes its process id.</summary>
    public string PidFile => Path.Combine(Folder, "redis.pid");

    /// <summary>Where the server logs.</summary>
    public string LogFile => Path.Combine(Folder, "redis.log");

    /// <summary>The process id in <see cref="PidFile"/>; null without one.</summary>
    public int? Pid => File.Exists(PidFile) && int.TryParse(File.ReadAllText(PidFile), out var pid) ? pid : null;

    /// <summary>
    /// Whether that path leads to this very folder. Told by a mark that we left here just now: paths differ by links, and a copy of the
    /// data folder has the same port and password.
    /// </summary>
    public bool IsSameAs(string path) => File.Exists(MarkIn(path)) && File.ReadAllText(MarkIn(path)) == _mark;

    /// <summary>How to reach a server on that port.</summary>
    public ConfigurationOptions Options(int port) => Options(port, Password);

    /// <summary>What the services are given.</summary>
    public string ConnectionString(int port) => $"127.0.0.1:{port},password={Password},abortConnect=false";

    /// <summary>The end of the server's log, for when it does not start.</summary>
    public string LogTail() => File.Exists(LogFile) ? string.Join('\n', File.ReadLines(LogFile).TakeLast(8)) : "(no log)";

    /// <summary>
    /// How to reach the server whose folder this is, if one runs; null where none ever did. Leaves the folder as it is: who only looks takes no hold of it.
    /// </summary>
    public static ConfigurationOptions? Recall(string folder) =>
        new RememberedPort(PortIn(folder)).Last is { } port && File.Exists(PasswordIn(folder)) ? Options(port, File.ReadAllText(PasswordIn(folder))) : null;

    private static ConfigurationOptions Options(int port, string password) => new() { Host = "127.0.0.1", Port = port, Password = password };

    private static string PortIn(string folder) => Path.Combine(folder, "port");

    private static string PasswordIn(string folder) => Path.Combine(folder, "password");

    private static string MarkIn(string folder) => Path.Combine(folder, "mark");

    private static string LoadPassword(string path)
    {
        if (!File.Exists(path))
            DataFolder.WriteSecret(path, RandomNumberGenerator.GetHexString(32, lowercase: true));
        return File.ReadAllText(path);
    }
}
