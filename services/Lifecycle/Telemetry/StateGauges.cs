using System.Diagnostics.Metrics;
using Sprout.MassTransit.RedisStreams.Queues;

namespace Sprout.Lifecycle.Telemetry;

/// <summary>The meter <c>Sprout.Lifecycle.State</c>: what one process tells of Redis for all. Disposed of, it says nothing more.</summary>
internal sealed class StateGauges : IDisposable
{
    public const string MeterName = "Sprout.Lifecycle.State";

    private readonly Meter _meter = new(MeterName);
    private volatile InstallationState _state;

    public StateGauges(InstallationState state)
    {
        _state = state;
        _meter.CreateObservableGauge("sprout.bus.queue.depth", () => Each(queue => queue.Depth), "{message}", "Messages in a queue, waiting and in flight.");
        _meter.CreateObservableGauge("sprout.bus.queue.lag", () => Each(queue => queue.Lag), "{message}", "Messages that no consumer has been given yet: what scales the provisioner.");
        _meter.CreateObservableGauge("sprout.bus.queue.pending", () => Each(queue => queue.Pending), "{message}", "Messages in flight: given to a consumer and not settled.");
        _meter.CreateObservableGauge("sprout.bus.queue.consumers", () => Each(queue => queue.Consumers), "{consumer}", "Consumers that Redis knows; one that died is forgotten after a while.");
        _meter.CreateObservableGauge("sprout.bus.queue.oldest.age", () => _state.Queues.Select(queue => new Measurement<double>(queue.OldestAge?.TotalSeconds ?? 0, Queue(queue))), "s", "How long ago the oldest message in a queue came; 0 where there is none.");
        _meter.CreateObservableGauge("sprout.bus.dead_letters", DeadLetters, "{message}", "Messages that failed (error) or that nobody wanted (skipped), by the queue they were in.");
        _meter.CreateObservableGauge("sprout.bus.delayed", () => _state.Delayed, "{message}", "Messages that wait for the time at which they are delivered.");
        _meter.CreateObservableGauge("sprout.deadlines.lateness", () => _state.Lateness.TotalSeconds, "s", "How long the first deadline has been due that nobody has taken.");
        _meter.CreateObservableGauge("sprout.quota.used", () => Total(use => use.Taken), "{container}", "Slots taken in the quota of the whole installation, where it has one.");
        _meter.CreateObservableGauge("sprout.quota.limit", () => Total(use => use.Limit), "{container}", "Slots in the quota of the whole installation, where it has one.");
    }

    /// <summary>Tells this from now on; false where that would leave something told that is no more, and others are needed.</summary>
    public bool TryUpdate(InstallationState state)
    {
        if (_state.Queues.Any(queue => !state.Queues.Any(now => now.Name == queue.Name)) || (_state.Quota is not null && state.Quota is null))
            return false;
        _state = state;
        return true;
    }

    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> Queue(QueueSummary queue) => new("queue", queue.Name);

    private IEnumerable<Measurement<long>> Each(Func<QueueSummary, long> read) => _state.Queues.Select(queue => new Measurement<long>(read(queue), Queue(queue)));

    private IEnumerable<Measurement<long>> DeadLetters() => _state.Queues.SelectMany(queue => new Measurement<long>[]
    {
        new(queue.Errors ?? 0, Queue(queue), new("kind", "error")),
        new(queue.Skipped ?? 0, Queue(queue), new("kind", "skipped")),
    });

    private IEnumerable<Measurement<long>> Total(Func<Sprout.State.QuotaUse, long> read) => _state.Quota is { } use ? [new(read(use))] : [];
}
