using System.Text.Json;
using MassTransit;
using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Sagas;

/// <summary>What the repository was configured with.</summary>
internal sealed record RedisSagaRepositoryOptions<TSaga>(
    string KeyPrefix,
    TimeSpan? Expiry,
    JsonSerializerOptions SerializerOptions,
    Func<IServiceProvider, IConnectionMultiplexer> ConnectionFactory,
    Type? CommitType)
    where TSaga : class, ISagaVersion
{
    public RedisKey Key(Guid correlationId) => KeyPrefix + correlationId.ToString("D");
}
