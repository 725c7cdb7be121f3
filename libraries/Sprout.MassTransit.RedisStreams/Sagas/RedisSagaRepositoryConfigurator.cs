using System.Text.Json;
using MassTransit;
using MassTransit.Configuration;
using MassTransit.Saga;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Sagas;

internal sealed class RedisSagaRepositoryConfigurator<TSaga> : IRedisSagaRepositoryConfigurator<TSaga>, ISpecification
    where TSaga : class, ISagaVersion
{
    private Func<IServiceProvider, IConnectionMultiplexer> _connectionFactory = provider => provider.GetRequiredService<IConnectionMultiplexer>();
    private Type? _commitType;

#pragma warning disable CA1308 // Keys are lower case.
    public string KeyPrefix { get; set; } = typeof(TSaga).Name.ToLowerInvariant() + ":";
#pragma warning restore CA1308

    public TimeSpan? Expiry { get; set; }

    public JsonSerializerOptions SerializerOptions { get; set; } = JsonSerializerOptions.Web;

    public void DatabaseConfiguration(string configuration)
    {
        // A server that is away at first use fails that use, not the connection: it goes on trying.
        var options = ConfigurationOptions.Parse(configuration) with { AbortOnConnectFail = false };
        // One connection for all that ask, made when first asked for.
        var connection = new Lazy<IConnectionMultiplexer>(() => ConnectionMultiplexer.ConnectAsync(options).AsTask().GetAwaiter().GetResult());
        _connectionFactory = _ => connection.Value;
    }

    public void ConnectionFactory(Func<IServiceProvider, IConnectionMultiplexer> connectionFactory) => _connectionFactory = connectionFactory;

    public void CommitWith<TCommit>()
        where TCommit : class, IRedisSagaCommit<TSaga> => _commitType = typeof(TCommit);

    public IEnumerable<ValidationResult> Validate()
    {
        if (string.IsNullOrWhiteSpace(KeyPrefix))
            yield return this.Failure(nameof(KeyPrefix), "must not be empty: the ids of two saga types could meet");
        if (Expiry < TimeSpan.FromMilliseconds(1))
            yield return this.Failure(nameof(Expiry), "must be a millisecond at least");
    }

    public void Register(ISagaRepositoryRegistrationConfigurator<TSaga> configurator)
    {
        configurator.TryAddSingleton(new RedisSagaRepositoryOptions<TSaga>(KeyPrefix, Expiry, SerializerOptions, _connectionFactory, _commitType));
        configurator.TryAddSingleton<RedisSagaStore<TSaga>>();
        configurator.AddSingleton(new RedisSagaRegistration(typeof(TSaga), _connectionFactory));
        if (_commitType is not null)
            configurator.TryAddSingleton(_commitType);
        configurator.RegisterLoadSagaRepository<TSaga, RedisSagaRepositoryContextFactory<TSaga>>();
        configurator.RegisterSagaRepository<TSaga, RedisSagaSession<TSaga>, SagaConsumeContextFactory<RedisSagaSession<TSaga>, TSaga>, RedisSagaRepositoryContextFactory<TSaga>>();
    }
}
