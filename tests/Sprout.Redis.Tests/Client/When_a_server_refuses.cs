using Sprout.Redis.Tests.Support;
using Sprout.Testing;

namespace Sprout.Redis.Tests.Client;

/// <summary>Callers decide by the code; so each that they decide by is provoked.</summary>
public sealed class When_a_server_refuses : IAsyncLifetime
{
    private RedisServer _server = null!;
    private ConnectionMultiplexer _redis = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await RedisServer.StartAsync();
        _redis = await _server.ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _redis.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_missing_group_is_NOGROUP() => (await CodeAsync("XREADGROUP", "GROUP", "g", "c", "STREAMS", "s", ">")).ShouldBe("NOGROUP");

    [Fact]
    public async Task A_group_that_exists_is_BUSYGROUP()
    {
        await _redis.DoAsync("XGROUP", "CREATE", "s", "g", "0", "MKSTREAM");

        (await CodeAsync("XGROUP", "CREATE", "s", "g", "0", "MKSTREAM")).ShouldBe("BUSYGROUP");
    }

    [Fact]
    public async Task A_key_of_another_type_is_WRONGTYPE()
    {
        await _redis.DoAsync("SET", "s", "text");

        (await CodeAsync("XADD", "s", "*", "a", "1")).ShouldBe("WRONGTYPE");
        (await CodeAsync("EVAL", "return redis.call('XADD', KEYS[1], '*', 'a', '1')", 1, "s")).ShouldBe("WRONGTYPE", "also out of a script");
    }

    [Fact]
    public async Task Full_memory_is_OOM()
    {
        await _redis.DoAsync("CONFIG", "SET", "maxmemory", 1);

        (await CodeAsync("XADD", "s", "*", "a", "1")).ShouldBe("OOM");
        (await CodeAsync("EVAL", "return redis.call('XADD', KEYS[1], '*', 'a', '1')", 1, "s")).ShouldBe("OOM", "also out of a script");
    }

    [Fact]
    public async Task A_replica_is_READONLY_and_without_its_master_MASTERDOWN()
    {
        await _redis.DoAsync("REPLICAOF", "127.0.0.1", RedisServer.FreePort());

        (await CodeAsync("SET", "a", "1")).ShouldBe("READONLY");
        await _redis.DoAsync("CONFIG", "SET", "replica-serve-stale-data", "no");
        (await CodeAsync("GET", "a")).ShouldBe("MASTERDOWN");
    }

    // A real one is in this state too shortly to be caught.
    [Fact]
    public async Task A_server_that_loads_its_data_is_LOADING()
    {
        await using var loading = new FakeServer("-LOADING Redis is loading the dataset in memory\r\n");
        await using var redis = await ConnectionMultiplexer.ConnectAsync(loading.ConfigurationString);

        (await Should.ThrowAsync<RedisServerException>(async () => await redis.GetDatabase().StringGetAsync("a"))).Code.ShouldBe("LOADING");
    }

    private async Task<string> CodeAsync(string command, params RedisValue[] arguments) =>
        (await Should.ThrowAsync<RedisServerException>(async () => await _redis.DoAsync(command, arguments))).Code;
}
