using Sprout.Redis;
using Sprout.Testing;

namespace Sprout.Local.Tests;

/// <summary>A redis-server with dead letters, and the command line on it.</summary>
public sealed class QueuesRun : IAsyncDisposable
{
    private readonly RedisServer _server;
    private readonly ConnectionMultiplexer _redis;

    private QueuesRun(RedisServer server, ConnectionMultiplexer redis) => (_server, _redis) = (server, redis);

    /// <summary>The server's address.</summary>
    public string Url => $"redis://{_server.ConfigurationString}";

    /// <summary>The environment that the command sees.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>Starts one.</summary>
    public static async Task<QueuesRun> StartAsync()
    {
        var server = await RedisServer.StartAsync();
        return new(server, await ConnectionMultiplexer.ConnectAsync(server.ConfigurationString));
    }

    /// <summary>Makes a queue with its consumer group.</summary>
    public async Task DeclareAsync(string queue) => await _redis.GetDatabase().ExecuteAsync("XGROUP", ["CREATE", $"{{sprout}}:queue:{queue}", queue, "0", "MKSTREAM"]);

    /// <summary>Puts a message into a queue: its id.</summary>
    public async Task<string> AddAsync(string queue, string body = "{}", string headers = "{}") =>
        await _redis.GetDatabase().StreamAddAsync($"{{sprout}}:queue:{queue}", [new("b", body), new("h", headers)]);

    /// <summary>How many messages are in a queue.</summary>
    public async Task<long> DepthAsync(string queue) => (long)await _redis.GetDatabase().ExecuteAsync("XLEN", [$"{{sprout}}:queue:{queue}"]);

    /// <summary>Runs <c>queues</c> with these words, on this server.</summary>
    public Task<(int ExitCode, string Output, string Error)> SayAsync(params string[] words) => SayAnywhereAsync([.. words, "--redis", Url]);

    /// <summary>Runs <c>queues</c> with these words.</summary>
    public Task<(int ExitCode, string Output, string Error)> SayAnywhereAsync(params string[] words) => OperatorRun.SayAsync(Environment, ["queues", .. words]);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _redis.DisposeAsync();
        await _server.DisposeAsync();
    }
}
