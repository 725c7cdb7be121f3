namespace Sprout.Testing;

/// <summary>
/// A rabbitmq-server of one's own on 127.0.0.1, with its own folder, without plugins; user and password are <c>guest</c>, the virtual host is <c>/</c>.
/// It dies with the process that started it, however that ends.
/// </summary>
public sealed class RabbitMqServer : IAsyncDisposable
{
    private readonly GuardedProcess _process;
    private readonly string _folder;

    private RabbitMqServer(GuardedProcess process, int port, string folder)
    {
        _process = process;
        Port = port;
        _folder = folder;
    }

    /// <summary>Null where it can be started, else why not; for skipped specs.</summary>
    public static string? WhyNot { get; } = RabbitMqProcess.Program is null ? "rabbitmq-server is not installed: `apt-get install rabbitmq-server`." : null;

    /// <summary>The port for AMQP.</summary>
    public int Port { get; }

    /// <summary>The id of its process.</summary>
    public int ProcessId => _process.ServerId;

    /// <summary>What a client wants.</summary>
    public Uri Address => new($"amqp://guest:guest@127.0.0.1:{Port}/");

    /// <summary>Starts one, which takes some seconds, and returns once it answers. Throws <see cref="InvalidOperationException"/> with its own words when it does not.</summary>
    public static async Task<RabbitMqServer> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("sprout-rabbitmq-").FullName;
        var port = RedisServer.FreePort();
        try
        {
            return new(await RabbitMqProcess.StartAsync(port, RedisServer.FreePort(), RedisServer.FreePort(), folder), port, folder);
        }
        catch (InvalidOperationException)
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <summary>Kills it and its epmd, and deletes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await _process.KillAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
