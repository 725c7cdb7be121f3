using System.Text.Json;
using MassTransit;
using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Sagas;

/// <summary>Configures where and how sagas are stored in Redis.</summary>
public interface IRedisSagaRepositoryConfigurator<TSaga>
    where TSaga : class, ISagaVersion
{
    /// <summary>What the keys of this saga type begin with; the correlation id follows. Default: the type's name in lower case and a colon.</summary>
    string KeyPrefix { set; }

    /// <summary>How long a saga stays after its last write; null (the default) for ever. A millisecond at least.</summary>
    TimeSpan? Expiry { set; }

    /// <summary>How sagas are written as JSON.</summary>
    JsonSerializerOptions SerializerOptions { set; }

    /// <summary>Connects with this configuration string, in StackExchange.Redis' form, at first use. Throws <see cref="ArgumentException"/> for one that cannot be read.</summary>
    void DatabaseConfiguration(string configuration);

    /// <summary>Takes the connection from the container. Default: the registered <see cref="IConnectionMultiplexer"/>.</summary>
    void ConnectionFactory(Func<IServiceProvider, IConnectionMultiplexer> connectionFactory);

    /// <summary>Takes what else must change with the saga from this service, made by the container.</summary>
    void CommitWith<TCommit>()
        where TCommit : class, IRedisSagaCommit<TSaga>;
}
