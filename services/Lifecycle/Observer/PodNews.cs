using MassTransit;
using Sprout.Contracts;

namespace Sprout.Lifecycle.Observer;

/// <summary>Publishes what pods say. The same news may come again: whoever listens must not mind.</summary>
public sealed class PodNews
{
    private readonly IBus _bus;
    private readonly TimeProvider _time;

    /// <summary>Takes the bus and the clock.</summary>
    public PodNews(IBus bus, TimeProvider time)
    {
        _bus = bus;
        _time = time;
    }

    /// <summary>Tells what the pod says now; nothing while that is not clear.</summary>
    public Task TellAsync(ObservedPod pod, CancellationToken cancellationToken) => pod.SignalAt(_time.GetUtcNow()) switch
    {
        { Kind: PodSignalKind.Ready } signal => _bus.Publish(
            new PodProvisioned { ContainerId = pod.ContainerId, PodUid = pod.Uid, ReadyAt = signal.At ?? _time.GetUtcNow(), ScheduledAt = null, PulledAt = null }, cancellationToken),
        { Kind: PodSignalKind.Failing, Failure: { } failure } when pod.WasReady => TellLostAsync(pod, failure, cancellationToken),
        { Kind: PodSignalKind.Failing, Failure: { } failure } => _bus.Publish(
            new PodProvisioningFailed { ContainerId = pod.ContainerId, PodUid = pod.Uid, Failure = failure }, cancellationToken),
        _ => Task.CompletedTask,
    };

    /// <summary>Tells that a pod which had been ready is broken.</summary>
    public Task TellLostAsync(ObservedPod pod, ContainerFailure failure, CancellationToken cancellationToken) =>
        _bus.Publish(new PodLost { ContainerId = pod.ContainerId, PodUid = pod.Uid, Failure = failure }, cancellationToken);

    /// <summary>Tells that there is no pod of this container any more.</summary>
    public Task TellGoneAsync(Guid containerId, string? podUid, CancellationToken cancellationToken) =>
        _bus.Publish(new PodDeleted { ContainerId = containerId, PodUid = podUid }, cancellationToken);
}
