using MassTransit;

namespace Sprout.MassTransit.RedisStreams.Sagas;

/// <summary>Says what else must change when a saga does, from the saga before and after. Called for each attempt, so it must have no effects of its own.</summary>
public interface IRedisSagaCommit<in TSaga>
    where TSaga : class, ISagaVersion
{
    /// <summary>Adds to <paramref name="writes"/>.</summary>
    /// <param name="before">As loaded; null for a new saga.</param>
    /// <param name="after">As it will be stored; null when it is removed.</param>
    /// <param name="writes">Takes the conditions and commands.</param>
    void Describe(TSaga? before, TSaga? after, RedisSagaWrites writes);
}
