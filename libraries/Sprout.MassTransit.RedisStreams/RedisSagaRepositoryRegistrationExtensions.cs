using Sprout.MassTransit.RedisStreams.Sagas;

namespace MassTransit;

/// <summary>Registers the saga repository.</summary>
public static class RedisSagaRepositoryRegistrationExtensions
{
    /// <summary>Stores this saga in Redis, by compare-and-set.</summary>
    public static ISagaRegistrationConfigurator<TSaga> RedisRepository<TSaga>(
        this ISagaRegistrationConfigurator<TSaga> configurator,
        Action<IRedisSagaRepositoryConfigurator<TSaga>>? configure = null)
        where TSaga : class, ISagaVersion
    {
        var repository = new RedisSagaRepositoryConfigurator<TSaga>();
        configure?.Invoke(repository);
        repository.Validate().ThrowIfContainsFailure("The Redis saga repository configuration is invalid:");
        configurator.Repository(repository.Register);
        return configurator;
    }
}
