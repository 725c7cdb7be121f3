using MassTransit;
using Sprout.Redis;

namespace Sprout.TransportChaos;

/// <summary>Keeps no state but in Redis: how often each job came.</summary>
public sealed class JobConsumer(IDatabase database) : IConsumer<Job>
{
    /// <inheritdoc/>
    public async Task Consume(ConsumeContext<Job> context) =>
        await database.ExecuteAsync("HINCRBY", [ChaosKeys.Handled, context.Message.Number, 1], context.CancellationToken);
}

/// <summary>Keeps under which message ids each job was said to be counted.</summary>
public sealed class CountedConsumer(IDatabase database) : IConsumer<Counted>
{
    /// <inheritdoc/>
    public async Task Consume(ConsumeContext<Counted> context) =>
        await database.ExecuteAsync("HSET", [ChaosKeys.Counted, $"{context.Message.Number}:{context.MessageId}", 1], context.CancellationToken);
}
