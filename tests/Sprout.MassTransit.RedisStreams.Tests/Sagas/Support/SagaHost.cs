using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;
using Sprout.MassTransit.RedisStreams.Sagas;
using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Tests.Sagas.Support;

/// <summary>One process' worth: a bus in memory that takes 64 messages at once, no partitioner, and tallies in Redis.</summary>
internal sealed class SagaHost : IAsyncDisposable
{
    private readonly ServiceProvider _provider;

    private SagaHost(ServiceProvider provider) => _provider = provider;

    public Receptions Receptions { get; } = new();

    public Interference Interference => _provider.GetRequiredService<Interference>();

    public Ledger Ledger => _provider.GetRequiredService<Ledger>();

    /// <param name="connection">Where the tallies are; null where the repository connects by itself.</param>
    /// <param name="retries">How often a message is tried again after a conflict or an error of Redis.</param>
    /// <param name="repository">Configures the tallies' repository.</param>
    /// <param name="others">Adds more sagas.</param>
    public static async Task<SagaHost> StartAsync(
        IConnectionMultiplexer? connection,
        int retries = 1000,
        Action<IRedisSagaRepositoryConfigurator<Tally>>? repository = null,
        Action<IBusRegistrationConfigurator>? others = null)
    {
        var services = new ServiceCollection();
        if (connection is not null)
            services.AddSingleton(connection);
        services.AddSingleton<Interference>().AddSingleton<Ledger>();
        services.AddMassTransitTestHarness(TextWriter.Null, bus =>
        {
            bus.DisableUsageTelemetry();
            bus.AddSagaStateMachine<TallyMachine<Tally>, Tally>().RedisRepository(repository);
            others?.Invoke(bus);
            bus.AddConfigureEndpointsCallback((_, endpoint) =>
            {
                endpoint.ConcurrentMessageLimit = endpoint.PrefetchCount = 64;
                // "Immediate(0)" would retry once.
                if (retries == 0)
                    return;
                endpoint.UseMessageRetry(retry =>
                {
                    retry.Handle<ConcurrencyException>();
                    retry.Handle<RedisException>();
                    retry.Immediate(retries);
                });
            });
            bus.UsingInMemory((context, memory) => memory.ConfigureEndpoints(context));
        });
        var host = new SagaHost(services.BuildServiceProvider(validateScopes: true));
        host._provider.GetRequiredService<IBusControl>().ConnectReceiveObserver(host.Receptions);
        await host._provider.GetRequiredService<ITestHarness>().Start();
        return host;
    }

    /// <summary>Publishes them at once and returns when each has been handled, or given up.</summary>
    public async Task HandleAsync(params object[] messages)
    {
        await Task.WhenAll(messages.Select(message => _provider.GetRequiredService<IBus>().Publish(message)));
        await Receptions.UntilDoneAsync(messages.Length);
    }

    public Task<Tally?> LoadAsync(Guid id) => LoadAsync<Tally>(id);

    public async Task<T?> LoadAsync<T>(Guid id)
        where T : class, ISaga => await _provider.GetRequiredService<ILoadSagaRepository<T>>().Load(id);

    public ValueTask DisposeAsync() => _provider.DisposeAsync();
}
