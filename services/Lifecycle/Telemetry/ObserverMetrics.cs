using System.Diagnostics.Metrics;
using Sprout.Lifecycle.Observer;
using Sprout.State;

namespace Sprout.Lifecycle.Telemetry;

/// <summary>
/// The meter <c>Sprout.Lifecycle.Observer</c>. What only the observer knows is told by the process that holds the lease, and by it alone: its gauges go when
/// the lease does, so that a sum over all processes counts nothing twice.
/// </summary>
public sealed class ObserverMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Sprout.Lifecycle.Observer";

    private static readonly string[] States = [ContainerStates.Pending, ContainerStates.Running, ContainerStates.Failed, ContainerStates.Deleting];

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _watchEnds;
    private readonly Counter<long> _told;
    private readonly PodCache _cache;
    private readonly PodQueue _queue;
    private readonly TimeProvider _time;
    private volatile ContainerCounts _containers = ContainerCounts.None;
    private Meter? _held;
    private long _spokeAt;

    /// <summary>Takes what it looks at.</summary>
    public ObserverMetrics(PodCache cache, PodQueue queue, TimeProvider time)
    {
        (_cache, _queue, _time) = (cache, queue, time);
        _meter.CreateObservableGauge("sprout.observer.lease.held", () => _held is null ? 0 : 1, description: "Whether this process is the one that observes: 1 or 0. One of all is.");
        _watchEnds = _meter.CreateCounter<long>("sprout.observer.watch.ends", "{watch}", "Watches of pods that ended, by how: ended (in order), silent, too_old, broken.");
        _told = _meter.CreateCounter<long>("sprout.observer.told", "{message}", "What was told of pods, by the message's type.");
    }

    /// <summary>Tells what only the holder of the lease knows, until it is disposed of.</summary>
    internal IDisposable Hold()
    {
        NoteWord();
        _containers = ContainerCounts.None;
        var held = new Meter(MeterName);
        held.CreateObservableGauge("sprout.observer.watch.silence", () => _time.GetElapsedTime(Volatile.Read(ref _spokeAt)).TotalSeconds, "s", "Since when the watch of pods has said nothing; an API server says something once a minute.");
        held.CreateObservableGauge("sprout.observer.pods", () => _cache.Count, "{pod}", "Pods of this installation in the cluster.");
        held.CreateObservableGauge("sprout.observer.untold", () => _queue.Count, "{pod}", "Pods of which there is something to tell that the bus has not been told yet.");
        held.CreateObservableGauge("sprout.containers", Count, "{container}", "Containers that have something in the cluster, by status, as compared with it last.");
        held.CreateObservableGauge("sprout.containers.pending.age", OldestPending, "s", "How long ago the container was asked for that has been pending for longest; 0 where none is.");
        _held = held;
        return new Holding(this);
    }

    /// <summary>The watch, or a list, has said something.</summary>
    internal void NoteWord() => Volatile.Write(ref _spokeAt, _time.GetTimestamp());

    internal void NoteWatchEnd(PodWatchEnd end) => _watchEnds.Add(1, new KeyValuePair<string, object?>("end", end switch
    {
        PodWatchEnd.Ended => "ended",
        PodWatchEnd.Silent => "silent",
        PodWatchEnd.TooOld => "too_old",
        _ => "broken",
    }));

    internal void NoteTold(object message) => _told.Add(1, new KeyValuePair<string, object?>("message", message.GetType().Name));

    internal void NoteContainers(ContainerCounts containers) => _containers = containers;

    /// <inheritdoc/>
    public void Dispose()
    {
        _held?.Dispose();
        _meter.Dispose();
    }

    private IEnumerable<Measurement<long>> Count()
    {
        var counts = _containers;
        return States.Select(state => new Measurement<long>(counts.ByState.GetValueOrDefault(state), new KeyValuePair<string, object?>("status", ContainerStates.Public(state))));
    }

    private double OldestPending() => _containers.OldestPending is { } oldest ? Math.Max(0, (_time.GetUtcNow() - oldest).TotalSeconds) : 0;

    private sealed class Holding(ObserverMetrics metrics) : IDisposable
    {
        public void Dispose()
        {
            metrics._held?.Dispose();
            metrics._held = null;
        }
    }
}
