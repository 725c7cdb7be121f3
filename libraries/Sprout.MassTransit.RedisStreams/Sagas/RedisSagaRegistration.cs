using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Sagas;

/// <summary>That a saga type is stored in Redis, and over which connection.</summary>
internal sealed record RedisSagaRegistration(Type SagaType, Func<IServiceProvider, IConnectionMultiplexer> ConnectionFactory);
