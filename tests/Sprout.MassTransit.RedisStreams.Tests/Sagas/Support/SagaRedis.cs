using Sprout.Redis;
using Sprout.Testing;

namespace Sprout.MassTransit.RedisStreams.Tests.Sagas.Support;

/// <summary>One redis-server for the tests of a class; each takes ids of its own.</summary>
public sealed class SagaRedis : IAsyncLifetime
{
    private RedisServer _server = null!;

    public IConnectionMultiplexer Connection { get; private set; } = null!;

    public string ConfigurationString => _server.ConfigurationString;

    public async ValueTask InitializeAsync()
    {
        _server = await RedisServer.StartAsync();
        Connection = await ConnectionMultiplexer.ConnectAsync(_server.ConfigurationString);
    }

    public ValueTask<RedisResult> DoAsync(string command, params RedisValue[] arguments) => Connection.GetDatabase().ExecuteAsync(command, arguments);

    /// <summary>The names of all keys that have to do with this id.</summary>
    public async Task<string[]> KeysOfAsync(Guid id) =>
        [.. (await DoAsync("KEYS", $"*{id:D}*")).Items.Select(key => (string)key!).Order(StringComparer.Ordinal)];

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        await _server.DisposeAsync();
    }
}
