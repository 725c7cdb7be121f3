using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Sprout.MassTransit.RedisStreams.Sagas;
using Sprout.MassTransit.RedisStreams.Tests.Sagas.Support;
using Sprout.MassTransit.RedisStreams.Tests.Transport.Support;
using Sprout.Redis;
using Sprout.Testing;

namespace Sprout.MassTransit.RedisStreams.Tests.Sagas.OverStreams.Support;

/// <summary>Errands on the bus' own Redis, and somebody who keeps what they send.</summary>
public abstract class ErrandTest : TransportTest
{
    protected const string SagaQueue = "errand";

    protected Guid Id { get; } = Guid.NewGuid();

    /// <summary>What was published, once for each delivery.</summary>
    protected ConcurrentQueue<Step> Steps { get; } = new();

    /// <summary>What was sent, once for each delivery.</summary>
    protected ConcurrentQueue<Receipt> Receipts { get; } = new();

    /// <summary>Stands in the middle of every behaviour of the process that was started last.</summary>
    protected Interference Interference { get; private set; } = new();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await StartBusAsync(bus =>
        {
            bus.ReceiveEndpoint("steps", endpoint => endpoint.Handler<Step>(context => Keep(Steps, context.Message)));
            bus.ReceiveEndpoint("receipts", endpoint => endpoint.Handler<Receipt>(context => Keep(Receipts, context.Message)));
        });
    }

    /// <summary>A process with the machine.</summary>
    /// <param name="retries">How often a message is tried again after a conflict or an error of Redis, at once.</param>
    /// <param name="repository">Configures the errands' repository.</param>
    /// <param name="endpoint">Configures the queue.</param>
    /// <param name="saga">Configures how events come to the saga.</param>
    /// <param name="port">Of a proxy; null is the server's own.</param>
    protected async Task<TestBus> StartErrandsAsync(
        int retries = 100,
        Action<IRedisSagaRepositoryConfigurator<Errand>>? repository = null,
        Action<IReceiveEndpointConfigurator>? endpoint = null,
        Action<ISagaConfigurator<Errand>>? saga = null,
        int? port = null)
    {
        var provider = Provide(retries, repository, (_, errands) => endpoint?.Invoke(errands), saga, port);
        Keep(provider);
        Interference = provider.GetRequiredService<Interference>();
        var bus = Keep(new TestBus(provider.GetRequiredService<IBusControl>()));
        await bus.Control.StartAsync().WaitAsync(Patience);
        return bus;
    }

    protected ServiceProvider Provide(
        int retries,
        Action<IRedisSagaRepositoryConfigurator<Errand>>? repository = null,
        Action<IRegistrationContext, IReceiveEndpointConfigurator>? configure = null,
        Action<ISagaConfigurator<Errand>>? saga = null,
        int? port = null)
    {
        var address = $"127.0.0.1:{port ?? Server.Port}";
        var services = new ServiceCollection();
        services.AddSingleton<Interference>().AddSingleton<Ledger>();
        services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.AddSagaStateMachine<ErrandMachine, Errand>((_, errands) => saga?.Invoke(errands)).Endpoint(queue => queue.Name = SagaQueue).RedisRepository(errands =>
            {
                errands.DatabaseConfiguration(address);
                repository?.Invoke(errands);
            });
            bus.AddConfigureEndpointsCallback((context, _, endpoint) =>
            {
                endpoint.ConcurrentMessageLimit = endpoint.PrefetchCount = 64;
                if (retries > 0)
                {
                    endpoint.UseMessageRetry(retry =>
                    {
                        retry.Handle<ConcurrencyException>();
                        retry.Handle<RedisException>();
                        retry.Immediate(retries);
                    });
                }

                configure?.Invoke(context, endpoint);
            });
            bus.UsingRedisStreams((context, redis) =>
            {
                redis.Host($"redis://{address}", settings => settings.RecoveryGrace = ShortGrace);
                redis.UseRedisStreamsMessageScheduler();
                redis.ConfigureEndpoints(context);
            });
        });
        return services.BuildServiceProvider(validateScopes: true);
    }

    /// <summary>Somebody who publishes events.</summary>
    protected async Task<IBus> ClientAsync() => (await StartPublisherAsync()).Control;

    /// <summary>The errand as it is stored; null when there is none.</summary>
    protected async Task<Errand?> LoadAsync()
    {
        var data = (RedisValue)await DoAsync("HGET", $"errand:{Id}", "data");
        return data.IsNull ? null : System.Text.Json.JsonSerializer.Deserialize<Errand>(data.Memory.Span, System.Text.Json.JsonSerializerOptions.Web);
    }

    /// <summary>What it was told.</summary>
    protected async Task<IReadOnlyList<int>> NumbersAsync() => (await LoadAsync())?.Numbers ?? [];

    /// <summary>Waits until every event is done with, and all that came of them.</summary>
    protected async Task UntilDoneAsync()
    {
        await UntilEmptyAsync(SagaQueue);
        await UntilEmptyAsync("steps");
        await UntilEmptyAsync("receipts");
    }

    protected Task UntilNumbersAsync(params int[] numbers) =>
        Eventually.HoldsAsync($"the errand has {string.Join(' ', numbers)}", async () => (await NumbersAsync()).Order().SequenceEqual(numbers.Order()), Patience);

    private static Task Keep<T>(ConcurrentQueue<T> all, T message)
    {
        all.Enqueue(message);
        return Task.CompletedTask;
    }
}
