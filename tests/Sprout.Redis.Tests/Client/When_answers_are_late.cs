using Sprout.Redis.Tests.Support;
using Sprout.Testing;

namespace Sprout.Redis.Tests.Client;

public sealed class When_answers_are_late : IAsyncLifetime
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);
    private readonly ManualTime _time = new();
    private RedisServer _server = null!;
    private ConnectionMultiplexer _admin = null!;
    private ConnectionMultiplexer _redis = null!;

    private IDatabase Database => _redis.GetDatabase();

    public async ValueTask InitializeAsync()
    {
        _server = await RedisServer.StartAsync();
        _admin = await _server.ConnectAsync();
        _redis = await ConnectionMultiplexer.ConnectAsync(_server.ConfigurationString, _time);
    }

    public async ValueTask DisposeAsync()
    {
        await _redis.DisposeAsync();
        await _admin.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_time_out_says_so_and_keeps_the_order_of_answers()
    {
        await _admin.GetDatabase().StringSetAsync("other", "its own");
        await _admin.PauseWritesAsync();

        var late = Database.StringSetAsync("a", "1");
        _time.Advance(Timeout);
        (await Should.ThrowAsync<RedisTimeoutException>(async () => await late)).MayHaveExecuted.ShouldBeTrue();

        var next = Database.StringGetAsync("other");
        await _admin.ResumeAsync();
        (await next).ShouldBe("its own");
        (await Database.StringGetAsync("a")).ShouldBe("1");
    }

    [Fact]
    public async Task A_cancellation_ends_the_wait_and_keeps_the_order_of_answers()
    {
        using var cancelling = new CancellationTokenSource();
        await _admin.GetDatabase().StringSetAsync("other", "its own");
        await _admin.PauseWritesAsync();

        var cancelled = Database.StringSetAsync("a", "1", cancellationToken: cancelling.Token);
        await cancelling.CancelAsync();
        (await Should.ThrowAsync<OperationCanceledException>(async () => await cancelled)).CancellationToken.ShouldBe(cancelling.Token);

        var next = Database.StringGetAsync("other");
        await _admin.ResumeAsync();
        (await next).ShouldBe("its own");
    }

    [Fact]
    public async Task A_cancelled_token_sends_nothing()
    {
        var before = _redis.Counters;

        await Should.ThrowAsync<OperationCanceledException>(async () => await Database.StringSetAsync("a", "1", cancellationToken: new(canceled: true)));

        _redis.Counters.ShouldBe(before);
    }

    [Fact]
    public async Task A_slow_server_is_left_alone_and_a_dead_one_is_not()
    {
        var failure = _redis.NextFailure();
        await _admin.PauseWritesAsync();
        var late = Database.StringSetAsync("a", "1");

        _time.Advance(3 * Timeout);
        await Should.ThrowAsync<RedisTimeoutException>(async () => await late);
        _redis.IsConnected.ShouldBeTrue();

        _time.Advance(Timeout);
        (await failure).Message.ShouldContain("dead");
        _redis.IsConnected.ShouldBeFalse();
    }

    [Fact]
    public async Task Racing_cancellations_leave_everyone_with_their_own_answer()
    {
        await Task.WhenAll(Enumerable.Range(0, 64).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; i < 200; i++)
            {
                using var cancelling = new CancellationTokenSource();
                RedisValue expected = $"{caller}:{i}";
                var answer = Database.ExecuteAsync("ECHO", [expected], cancelling.Token);
                if (i % 2 == 0)
                    _ = Task.Run(cancelling.Cancel, CancellationToken.None);
                try
                {
                    ((RedisValue)await answer).ShouldBe(expected);
                }
                catch (OperationCanceledException exception)
                {
                    exception.CancellationToken.IsCancellationRequested.ShouldBeTrue();
                }
            }
        })));
    }
}
