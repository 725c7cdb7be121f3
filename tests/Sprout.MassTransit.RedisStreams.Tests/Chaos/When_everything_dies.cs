using System.Globalization;
using System.Text.Json;
using MassTransit;
using Sprout.Redis;
using Sprout.Testing;
using Sprout.TransportChaos;

namespace Sprout.MassTransit.RedisStreams.Tests.Chaos;

/// <summary>
/// Consumers are killed with -9, Redis is killed and started again, connections are cut, all at moments that a seed decides (SPROUT_CHAOS_SEED repeats
/// a run); and what is published meanwhile is handled, by sagas exactly once.
/// </summary>
public sealed class When_everything_dies(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Workers = 3;
    private const int Publishers = 32;
    private const int JobsOfGroup = 100;

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("SPROUT_TEST_LONG") == "1";
    private static readonly int Jobs = int.TryParse(Environment.GetEnvironmentVariable("SPROUT_CHAOS_JOBS"), CultureInfo.InvariantCulture, out var jobs) ? jobs : IsLong ? 1_000_000 : 10_000;
    private static readonly int JobsBetweenBlows = IsLong ? 2_000 : 500;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(IsLong ? 1800 : 300);

    private readonly List<Worker> _workers = [];
    private RedisServer _server = null!;
    private ConnectionMultiplexer _redis = null!;

    public async ValueTask InitializeAsync()
    {
        // With "always" Redis has on its disk what it has answered.
        _server = await RedisServer.StartAsync(extraArguments: ["--appendonly", "yes", "--appendfsync", "always"]);
        _redis = await ConnectionMultiplexer.ConnectAsync(_server.ConfigurationString + ",abortConnect=false,asyncTimeout=15000");
        for (var i = 0; i < Workers; i++)
            _workers.Add(Worker.Start(_server));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers)
            await worker.DisposeAsync();
        await _redis.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Nothing_is_lost_and_no_saga_moves_twice()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("SPROUT_CHAOS_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Environment.TickCount;
        output.WriteLine($"SPROUT_CHAOS_SEED={seed}");
        var blows = new Blows(seed, _server, _workers, DoAsync);

        await UntilAsync("the workers' queues are there", async () => await NumberAsync("EXISTS", Queue("job"), Queue("counted"), Queue("tally")) == 3);
        await PublishAllAsync(blows);
        await UntilAsync("all are handled", async () => await NumberAsync("HLEN", ChaosKeys.Handled) >= Jobs && await NumberAsync("HLEN", ChaosKeys.Counted) >= Jobs);
        await UntilAsync("nothing is left", async () => await WaitingAsync() == 0);

        var handled = await HandledAsync();
        var tallied = await TalliedAsync();
        var failed = await NumberAsync("EXISTS", Queue("job_error"), Queue("counted_error"), Queue("tally_error"));
        output.WriteLine(
            $"published {Jobs}, handled {handled.Count} (again: {handled.Sum(times => times - 1)}), tallied {tallied.Count} (twice: {tallied.Count - tallied.Distinct().Count()}), told {await NumberAsync("HLEN", ChaosKeys.Counted)}; "
            + $"consumers killed {blows.WorkersKilled}, Redis killed {blows.ServersKilled}, connections cut {blows.ConnectionsCut}; error queues {failed}");

        handled.Count.ShouldBe(Jobs, "lost");
        tallied.Order().ShouldBe(Enumerable.Range(1, Jobs), "the tallies, each number once");
        (await NumberAsync("HLEN", ChaosKeys.Counted)).ShouldBe(Jobs, "what the tallies sent, each once");
        failed.ShouldBe(0, "error queues");
    }

    private async Task PublishAllAsync(Blows blows)
    {
        var bus = Bus.Factory.CreateUsingRedisStreams(configure => configure.Host(_redis, host => host.KeyPrefix = ChaosKeys.Prefix));
        await bus.StartAsync();
        try
        {
            var next = 0;
            var dealing = Task.CompletedTask;
            await Task.WhenAll(Enumerable.Range(0, Publishers).Select(async _ =>
            {
                while (Interlocked.Increment(ref next) is var number && number <= Jobs)
                {
                    if (number % JobsBetweenBlows == 0)
                        dealing = dealing.ContinueWith(_ => blows.DealAsync(), TaskScheduler.Default).Unwrap();
                    await PublishAsync(bus, number);
                }
            }));
            await dealing;
        }
        finally
        {
            await bus.StopAsync();
        }
    }

    // Under the same id until it has returned: then it is there, and a copy of an attempt that had failed too is the same message.
    private static async Task PublishAsync(IBus bus, int number)
    {
        while (true)
        {
            try
            {
                await bus.Publish(new Job(GroupOf(number), number), context => context.MessageId = new Guid(number, 1, 0, new byte[8]));
                return;
            }
            catch (RedisException)
            {
                continue;
            }
        }
    }

    private static Guid GroupOf(int number) => new(number / JobsOfGroup, 2, 0, new byte[8]);

    private static string Queue(string name) => ChaosKeys.Prefix + "queue:" + name;

    private async Task<string> StateAsync()
    {
        var state = $"handled {await NumberAsync("HLEN", ChaosKeys.Handled)}, told {await NumberAsync("HLEN", ChaosKeys.Counted)}, delayed {await NumberAsync("ZCARD", ChaosKeys.Prefix + "delayed")}";
        foreach (var queue in (string[])["job", "counted", "tally"])
        {
            var group = (await DoAsync("XINFO", "GROUPS", Queue(queue)))[0];
            state += $"; {queue}: {await NumberAsync("XLEN", Queue(queue))} there, {(long)group[5]} pending, {await NumberAsync("XLEN", Queue(queue + "_error"))} failed";
            foreach (var failed in (await DoAsync("XRANGE", Queue(queue + "_error"), "-", "+", "COUNT", 1)).Items)
                state += $" (the first: {(string?)failed[1][1]})";
        }

        return state;
    }

    private async Task<long> WaitingAsync() =>
        await NumberAsync("XLEN", Queue("job")) + await NumberAsync("XLEN", Queue("counted")) + await NumberAsync("XLEN", Queue("tally")) + await NumberAsync("ZCARD", ChaosKeys.Prefix + "delayed");

    private async Task<IReadOnlyList<int>> HandledAsync() =>
        [.. (await DoAsync("HVALS", ChaosKeys.Handled)).Items.Select(times => (int)(long)times)];

    private async Task<IReadOnlyList<int>> TalliedAsync()
    {
        var numbers = new List<int>();
        for (var group = 0; group <= Jobs / JobsOfGroup; group++)
        {
            var data = (string?)await DoAsync("HGET", ChaosKeys.Tally + GroupOf(group * JobsOfGroup).ToString("D"), "data");
            if (data is not null)
                numbers.AddRange(JsonSerializer.Deserialize<Tally>(data, JsonSerializerOptions.Web)!.Numbers);
        }

        return numbers;
    }

    private async Task<long> NumberAsync(string command, params RedisValue[] arguments) => (long)await DoAsync(command, arguments);

    private async Task<RedisResult> DoAsync(string command, params RedisValue[] arguments) => await _redis.GetDatabase().ExecuteAsync(command, arguments);

    // A Redis that was just killed answers nobody; that is no answer to the question.
    private async Task UntilAsync(string what, Func<Task<bool>> condition)
    {
        try
        {
            await Eventually.HoldsAsync(what, TryAsync, Patience);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"{exception.Message} {await StateAsync()}", exception);
        }

        async Task<bool> TryAsync()
        {
            try
            {
                return await condition();
            }
            catch (RedisException)
            {
                return false;
            }
        }
    }
}
