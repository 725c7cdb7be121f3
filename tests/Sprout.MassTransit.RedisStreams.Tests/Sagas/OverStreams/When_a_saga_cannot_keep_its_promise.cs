using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Sprout.MassTransit.RedisStreams.Tests.Sagas.OverStreams.Support;
using Sprout.MassTransit.RedisStreams.Tests.Sagas.Support;
using Sprout.MassTransit.RedisStreams.Tests.Transport.Support;
using Sprout.Testing;

namespace Sprout.MassTransit.RedisStreams.Tests.Sagas.OverStreams;

/// <summary>What would break it is refused, with the way out.</summary>
public sealed class When_a_saga_cannot_keep_its_promise : ErrandTest
{
    [Fact]
    public async Task An_in_memory_outbox_is_refused_when_the_bus_is_made()
    {
        await using var provider = Provide(retries: 0, configure: (context, endpoint) => endpoint.UseInMemoryOutbox(context));

        var refusal = Should.Throw<NotSupportedException>(() => provider.GetRequiredService<IBusControl>());

        refusal.Message.ShouldContain("Remove UseInMemoryOutbox");
        refusal.Message.ShouldContain(nameof(Errand));
    }

    [Fact]
    public async Task To_insert_ahead_is_refused_when_it_happens()
    {
        var services = new ServiceCollection();
        services.AddSingleton<Interference>();
        services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.AddSagaStateMachine<TallyMachine<Tally>, Tally>().RedisRepository(tally => tally.DatabaseConfiguration(Server.ConfigurationString));
            bus.UsingRedisStreams((context, redis) =>
            {
                redis.Host($"redis://{Server.ConfigurationString}");
                redis.ConfigureEndpoints(context);
            });
        });
        await using var provider = services.BuildServiceProvider(validateScopes: true);
        var bus = Keep(new TestBus(provider.GetRequiredService<IBusControl>()));
        await bus.Control.StartAsync();

        await bus.Control.Publish(new NumberInserted(Id, 1));
        await Eventually.HoldsAsync("it is in the error queue", async () => await NumberAsync("XLEN", Queue("Tally_error")) == 1);
        await bus.Control.Publish(new NumberAdded(Id, 2)); // the way out
        await Eventually.HoldsAsync("the saga is there", async () => await NumberAsync("EXISTS", $"tally:{Id}") == 1);

        var error = (await Admin.GetDatabase().StreamRangeAsync(Queue("Tally_error"))).ShouldHaveSingleItem();
        var headers = (string?)error.Values.Single(field => field.Name == "h").Value;
        headers.ShouldNotBeNull().ShouldContain(nameof(NotSupportedException));
        headers.ShouldContain("Set InsertOnInitial to false");
    }
}
