using Sprout.Lifecycle.Telemetry;
using Sprout.MassTransit.RedisStreams.Sagas;
using Sprout.State;

namespace Sprout.Lifecycle.StateMachines;

/// <summary>What changes in the same script as the saga: indexes, deadlines, quota slots and the feed.</summary>
public sealed class ContainerCommit : IRedisSagaCommit<ContainerSaga>
{
    private readonly TimeProvider _time;
    private readonly LifecycleOptions _options;

    /// <summary>Takes the clock and the settings.</summary>
    public ContainerCommit(TimeProvider time, LifecycleOptions options)
    {
        _time = time;
        _options = options;
    }

    /// <inheritdoc/>
    public void Describe(ContainerSaga? before, ContainerSaga? after, RedisSagaWrites writes)
    {
        // The machine never deletes an instance: the keeper removes the record when its retention is over.
        if (after is null)
            throw new InvalidOperationException($"The saga of container {before?.CorrelationId} must not be deleted by the state machine.");
        var change = new ContainerChange(before, after);
        foreach (var condition in change.Conditions())
            writes.Require(condition);
        foreach (var command in change.Commands(_time.GetUtcNow(), _options.FeedLength))
            writes.Add(command);
        if (before?.CurrentState != after.CurrentState)
            writes.WhenStored(() => ContainerMetrics.NoteChange(after, _time.GetUtcNow()));
    }
}
