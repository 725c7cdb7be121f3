using Sprout.Redis.Tests.Support;
using Sprout.Testing;

namespace Sprout.Redis.Tests.Client;

public sealed class When_the_connection_keeps_breaking
{
    private const int Callers = 16;
    private const int Breaks = 25;

    // Each caller counts with INCR. An answer is right when it exceeds the last one by one, and by at most one more for each command
    // since then that said it may have been executed; a command executed twice, or an answer meant for someone else, would show.
    [Fact]
    public async Task Every_answer_is_the_callers_own_and_nothing_is_executed_twice()
    {
        await using var server = await RedisServer.StartAsync();
        await using var admin = await server.ConnectAsync();
        await using var redis = await server.ConnectAsync();
        using var stopping = new CancellationTokenSource();

        var callers = Enumerable.Range(0, Callers).Select(caller => Task.Run(() => CountAsync(redis, $"counter:{caller}", stopping.Token), CancellationToken.None)).ToArray();
        for (var i = 0; i < Breaks; i++)
        {
            var restored = redis.NextRestoration();
            await admin.DoAsync("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
            await restored;
        }

        await stopping.CancelAsync();
        var answers = await Task.WhenAll(callers);
        answers.ShouldAllBe(count => count > 0);
    }

    private static async Task<int> CountAsync(ConnectionMultiplexer redis, string key, CancellationToken stopping)
    {
        var (answers, last, uncertain) = (0, 0L, 0);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var value = (long)await redis.DoAsync("INCR", key);
                value.ShouldBeInRange(last + 1, last + 1 + uncertain);
                (answers, last, uncertain) = (answers + 1, value, 0);
            }
            catch (RedisConnectionException exception)
            {
                uncertain += exception.MayHaveExecuted ? 1 : 0;
            }
        }

        ((long)await redis.GetDatabase().StringGetAsync(key, CancellationToken.None)).ShouldBeInRange(last, last + uncertain);
        return answers;
    }
}
