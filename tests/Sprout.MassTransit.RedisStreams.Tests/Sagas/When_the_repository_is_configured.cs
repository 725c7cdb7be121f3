using System.Text.Json;
using MassTransit;
using Sprout.MassTransit.RedisStreams.Sagas;
using Sprout.MassTransit.RedisStreams.Tests.Sagas.Support;

namespace Sprout.MassTransit.RedisStreams.Tests.Sagas;

public sealed class When_the_repository_is_configured(SagaRedis redis) : IClassFixture<SagaRedis>
{
    private readonly Guid _id = Guid.NewGuid();

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task A_key_prefix_is_a_must(string prefix) =>
        (await RefusalAsync<ConfigurationException>(tally => tally.KeyPrefix = prefix)).Message.ShouldContain("KeyPrefix");

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(TimeSpan.TicksPerMillisecond - 1)] // Redis counts milliseconds, and would remove it at once.
    public async Task A_life_is_a_millisecond_at_least(long ticks) =>
        (await RefusalAsync<ConfigurationException>(tally => tally.Expiry = TimeSpan.FromTicks(ticks))).Message.ShouldContain("Expiry");

    [Fact]
    public async Task Where_to_connect_is_read_at_once() =>
        await RefusalAsync<ArgumentException>(tally => tally.DatabaseConfiguration("localhost,nonsense=1"));

    [Fact]
    public async Task Sagas_are_stored_as_it_says()
    {
        await using var host = await SagaHost.StartAsync(connection: null, repository: tally =>
        {
            tally.DatabaseConfiguration(redis.ConfigurationString);
            tally.KeyPrefix = "{app}:tallies:";
            tally.SerializerOptions = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseUpper };
        });

        await host.HandleAsync(new NumberAdded(_id, 1));

        (await redis.KeysOfAsync(_id)).ShouldBe([$"{{app}}:tallies:{_id}"]);
        ((string?)await redis.DoAsync("HGET", $"{{app}}:tallies:{_id}", "data"))!.ShouldContain("\"CURRENT_STATE\":\"Counting\"");
        (await host.LoadAsync(_id))!.Version.ShouldBe(1);
    }

    [Fact]
    public async Task The_connection_can_come_from_anywhere()
    {
        await using var host = await SagaHost.StartAsync(connection: null, repository: tally => tally.ConnectionFactory(_ => redis.Connection));

        await host.HandleAsync(new NumberAdded(_id, 1));

        (await redis.KeysOfAsync(_id)).ShouldBe([$"tally:{_id}"]);
    }

    private static Task<TException> RefusalAsync<TException>(Action<IRedisSagaRepositoryConfigurator<Tally>> configure)
        where TException : Exception => Should.ThrowAsync<TException>(() => SagaHost.StartAsync(connection: null, repository: configure));
}
