using Sprout.MassTransit.RedisStreams.Tests.Sagas.Support;
using Sprout.Redis;
using Sprout.Testing;

namespace Sprout.MassTransit.RedisStreams.Tests.Sagas;

public sealed class When_redis_goes_away : IAsyncLifetime
{
    private readonly Guid _id = Guid.NewGuid();
    private RedisServer _server = null!;

    public async ValueTask InitializeAsync() =>
        _server = await RedisServer.StartAsync(extraArguments: ["--appendonly", "yes", "--appendfsync", "always"]);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task The_event_fails_with_what_the_client_says()
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(_server.ConfigurationString + ",asyncTimeout=200");
        await using var host = await SagaHost.StartAsync(connection, retries: 0);
        host.Interference.Once(_server.KillAsync);

        await host.HandleAsync(new NumberAdded(_id, 1));

        host.Receptions.Faults.ShouldHaveSingleItem().ShouldBeAssignableTo<RedisException>();
    }

    [Fact]
    public async Task Events_under_way_are_tried_again_until_it_is_back()
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(_server.ConfigurationString);
        await using var host = await SagaHost.StartAsync(connection);
        await host.HandleAsync(new NumberAdded(_id, 0));
        host.Interference.Once(_server.RestartAsync);

        await host.HandleAsync([.. Enumerable.Range(1, 20).Select(number => new NumberAdded(_id, number))]);

        host.Receptions.Faults.ShouldBeEmpty();
        // None is lost. One whose answer broke off may have been written and count again: events must bear a repeat, as with any broker.
        (await host.LoadAsync(_id))!.Numbers.Distinct().Order().ShouldBe(Enumerable.Range(0, 21));
    }

    [Fact]
    public async Task A_repository_that_connects_by_itself_recovers_even_when_there_was_none_at_first()
    {
        await _server.KillAsync();
        await using var host = await SagaHost.StartAsync(
            connection: null, retries: 0, repository: tally => tally.DatabaseConfiguration(_server.ConfigurationString + ",asyncTimeout=200"));
        await host.HandleAsync(new NumberAdded(_id, 1));
        host.Receptions.Faults.ShouldHaveSingleItem().ShouldBeAssignableTo<RedisException>();

        await _server.RestartAsync();
        while (!host.Receptions.Faults.IsEmpty)
        {
            // Until the client has found it again.
            host.Receptions.Faults.Clear();
            await host.HandleAsync(new NumberAdded(_id, 2));
        }

        (await host.LoadAsync(_id))!.Numbers.ShouldContain(2);
    }
}
