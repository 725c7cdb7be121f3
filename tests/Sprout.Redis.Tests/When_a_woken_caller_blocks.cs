using Sprout.Testing;

namespace Sprout.Redis.Tests;

public sealed class When_a_woken_caller_blocks
{
    [Fact]
    public async Task The_others_and_its_own_next_command_get_their_answers()
    {
        await using var server = await RedisServer.StartAsync();
        await using var redis = await ConnectionMultiplexer.ConnectAsync(server.ConfigurationString);
        var database = redis.GetDatabase();

        // Each waits without letting its thread go, right behind the reply that woke it.
        var counts = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            await database.ExecuteAsync("INCR", ["count"]);
            return (long)database.ExecuteAsync("INCR", ["count"]).AsTask().GetAwaiter().GetResult();
        })).WaitAsync(TimeSpan.FromSeconds(30));

        counts.Max().ShouldBe(16);
    }
}
