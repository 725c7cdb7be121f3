using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Sprout.Testing;

/// <summary>
/// A redis-server of one's own on 127.0.0.1, with its own folder, without persistence unless the extra arguments ask for it.
/// It dies with the process that started it, however that ends.
/// </summary>
public sealed class RedisServer : IAsyncDisposable
{
    private const int Attempts = 10;

    private readonly string[] _extraArguments;
    private readonly bool _ownsFolder;
    private GuardedProcess _process;

    private RedisServer(GuardedProcess process, int port, string folder, bool ownsFolder, string[] extraArguments)
    {
        _process = process;
        Port = port;
        Folder = folder;
        _ownsFolder = ownsFolder;
        _extraArguments = extraArguments;
    }

    /// <summary>The TCP port.</summary>
    public int Port { get; }

    /// <summary>Where it keeps its files.</summary>
    public string Folder { get; }

    /// <summary>The id of the redis-server that runs now, or ran last.</summary>
    public int ProcessId => _process.ServerId;

    /// <summary>What <c>ConnectionMultiplexer.ConnectAsync</c> wants.</summary>
    public string ConfigurationString => $"127.0.0.1:{Port}";

    /// <summary>
    /// Starts one and returns once it answers. Throws <see cref="InvalidOperationException"/> with the server's own words when it does not,
    /// or when redis-server is not installed.
    /// </summary>
    /// <param name="folder">Its folder, which then outlives it; null makes one that does not.</param>
    /// <param name="port">Its port; null takes a free one.</param>
    /// <param name="extraArguments">Such as <c>--appendonly yes</c>, each word an item.</param>
    public static async Task<RedisServer> StartAsync(string? folder = null, int? port = null, IReadOnlyList<string>? extraArguments = null)
    {
        var home = folder ?? Directory.CreateTempSubdirectory("sprout-redis-").FullName;
        string[] extra = [.. extraArguments ?? []];
        for (var attempt = 1; ; attempt++)
        {
            var candidate = port ?? FreePort();
            try
            {
                return new(await RedisProcess.StartAsync(candidate, home, extra), candidate, home, folder is null, extra);
            }
            catch (InvalidOperationException exception)
            {
                // Where someone else was faster: another port, or, where it must be this one, another try.
                if (attempt < Attempts && exception.Message.Contains("Address already in use", StringComparison.Ordinal))
                    continue;
                if (folder is null)
                    Directory.Delete(home, recursive: true);
                throw;
            }
        }
    }

    /// <summary>
    /// A port that nobody listens on right now. It lies below the range of outgoing connections, where a client that reconnects
    /// to a dead server could meet itself.
    /// </summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(12_000, 32_000);
            using var probe = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                continue;
            }
        }
    }

    /// <summary>Kills it (SIGKILL) and returns when it is gone. Nothing happens when it is already.</summary>
    public Task KillAsync() => _process.KillAsync();

    /// <summary>Kills it where it runs, and starts it again on the same port and folder.</summary>
    public async Task RestartAsync()
    {
        await KillAsync();
        _process = await RedisProcess.StartAsync(Port, Folder, _extraArguments);
    }

    /// <summary>Kills it and deletes its folder, where that was made here.</summary>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        if (_ownsFolder)
            Directory.Delete(Folder, recursive: true);
    }
}
