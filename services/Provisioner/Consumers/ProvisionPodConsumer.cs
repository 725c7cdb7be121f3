using System.Diagnostics;
using MassTransit;
using Sprout.Contracts;
using Sprout.Hosting.Telemetry;
using Sprout.Kubernetes;
using Sprout.State;

namespace Sprout.Provisioner.Consumers;

/// <summary>Has a container's objects exist, and returns: whether the pod becomes ready is the observer's to see.</summary>
public sealed class ProvisionPodConsumer : IConsumer<ProvisionPod>
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private readonly ContainerObjects _objects;
    private readonly ContainerStore _containers;
    private readonly ClusterTrouble _trouble;
    private readonly TimeProvider _time;

    /// <summary>Takes what writes the objects, what knows the containers, whom to tell what is in the way, and the clock.</summary>
    public ProvisionPodConsumer(ContainerObjects objects, ContainerStore containers, ClusterTrouble trouble, TimeProvider time)
    {
        _objects = objects;
        _containers = containers;
        _trouble = trouble;
        _time = time;
    }

    /// <summary>
    /// Throws for what may succeed in a moment. What may later is published as <see cref="PodProgressed"/>, and asked for again; what never will, as
    /// <see cref="PodProvisioningFailed"/>.
    /// </summary>
    public async Task Consume(ConsumeContext<ProvisionPod> context)
    {
        var id = context.Message.ContainerId;
        var begun = _time.GetTimestamp();
        Activity.Current?.SetTag(SpanTags.Container, id.ToString("D"));
        var comesAgain = context.ReceiveContext.Redelivered;
        TimeSpan? lay = context.SentTime is { } sent && context.GetRetryAttempt() == 0 ? _time.GetUtcNow().UtcDateTime - sent : null;
        // Not where it comes again: whoever had it before, and died over it, held it for most of the time.
        if (lay is { } queued && !comesAgain)
            StageDurations.Record(StageDurations.Queue, queued);
        if ((comesAgain || lay > Moment) && !await IsWantedAsync(context.Message, context.CancellationToken))
            return;
        try
        {
            if (await _objects.ApplyAsync(context.Message, context.CancellationToken) is not { } podUid)
                return;
            StageDurations.Record(StageDurations.Apply, _time.GetElapsedTime(begun));
            await context.Publish(new PodApplied { ContainerId = id, PodUid = podUid, AppliedAt = _time.GetUtcNow() });
        }
        catch (ForeignObjectException exception)
        {
            _trouble.Tell("applying", id, exception);
            await context.Publish(new PodProvisioningFailed { ContainerId = id, PodUid = null, Failure = exception.Describe() });
        }
        catch (KubernetesException exception) when (ApiFailure.IsPermanent(exception))
        {
            _trouble.Tell("applying", id, exception);
            await context.Publish(new PodProvisioningFailed { ContainerId = id, PodUid = null, Failure = ApiRefusal.Describe(exception) });
        }
        catch (Exception exception) when (ApiFailure.IsQuotaFull(exception) || (ApiFailure.IsOfCluster(exception) && ClusterRetries.AreUsedUp(context, exception)))
        {
            _trouble.Tell("applying", id, exception);
            await context.Publish(new PodProgressed { ContainerId = id, PodUid = null, ScheduledAt = null, PulledAt = null, Obstacle = ApiObstacle.Describe(exception) });
        }
    }

    // It lay with whoever died over it, or in the queue while provisioners were away, for seconds, in which the container may have been deleted: it must not run again. What is
    // handled within a moment asks nobody.
    private async Task<bool> IsWantedAsync(ProvisionPod command, CancellationToken cancellationToken) =>
        (await _containers.FindAsync(command.ContainerId, cancellationToken))?.CurrentState switch
        {
            ContainerStates.Pending => true,
            ContainerStates.Running => command.AppliesAgain,
            _ => false,
        };
}
