using Sprout.Contracts;
using Sprout.State;

namespace Sprout.Lifecycle.StateMachines;

/// <summary>What the events write into a container's document.</summary>
public sealed class ContainerEffects
{
    private readonly TimeProvider _time;
    private readonly LifecycleOptions _options;
    private readonly ContainerUrl _url;

    /// <summary>Takes the clock and the settings.</summary>
    public ContainerEffects(TimeProvider time, LifecycleOptions options, ContainerUrl url)
    {
        _time = time;
        _options = options;
        _url = url;
    }

    /// <summary>The time that everything is written with.</summary>
    public DateTimeOffset Now => _time.GetUtcNow();

    internal void Accept(ContainerSaga saga, CreateContainerRequested request)
    {
        saga.Owner = request.Owner;
        saga.Name = request.Spec.Name;
        saga.Image = request.Spec.Image;
        saga.Port = request.Spec.Port;
        saga.Environment = new(request.Spec.Environment);
        saga.TtlSeconds = request.TtlSeconds;
        saga.QuotaScopes = [.. request.QuotaScopes];
        saga.Url = _url.Of(saga.CorrelationId, saga.Name);
        saga.CreatedAt = Now;
        saga.ExpiresAt = saga.CreatedAt.AddSeconds(request.TtlSeconds);
        saga.ReadyBy = saga.CreatedAt + _options.ProvisioningTimeout;
    }

    internal void Enter(ContainerSaga saga, string state)
    {
        if (state != ContainerStates.Pending)
            ClearObstacle(saga);
        if (state is not (ContainerStates.Failed or ContainerStates.Deleted))
            return;
        saga.EndedAt = Now;
        saga.PurgeAt = Now + _options.Retention;
    }

    internal void AskForStep(ContainerSaga saga)
    {
        saga.AppliedPodUid = null;
        saga.StepDueAt = Now + _options.StepInterval;
        saga.PodIsGone = false;
    }

    /// <summary>Moves the end of its life, never to an earlier time; false when that changes nothing.</summary>
    internal bool Extend(ContainerSaga saga, int ttlSeconds)
    {
        var wanted = Now.AddSeconds(ttlSeconds);
        if (wanted <= saga.ExpiresAt)
            return false;
        saga.ExpiresAt = wanted;
        return true;
    }

    internal void NoteApplied(ContainerSaga saga, PodApplied applied)
    {
        if (saga.AppliedPodUid == applied.PodUid)
            return;
        // Stamps of a pod that another has taken the place of.
        if (saga.AppliedPodUid is not null && saga.PodUid != applied.PodUid)
            (saga.ScheduledAt, saga.PulledAt) = (null, null);
        saga.AppliedPodUid = applied.PodUid;
        saga.AppliedAt = Stamp(saga, applied.AppliedAt);
        if (IsOfProvisioner(saga.Obstacle))
            ClearObstacle(saga);
    }

    /// <summary>Stamps are told once; an obstacle as often as it changes, and that of the provisioner goes when it has applied all.</summary>
    internal void NoteProgress(ContainerSaga saga, PodProgressed progress)
    {
        saga.ScheduledAt ??= Stamp(saga, progress.ScheduledAt);
        saga.PulledAt ??= Stamp(saga, progress.PulledAt);
        if (progress.Obstacle is { } obstacle)
            NoteObstacle(saga, Document(obstacle));
        else if (!IsOfProvisioner(saga.Obstacle))
            ClearObstacle(saga);
    }

    internal static void ForgetPod(ContainerSaga saga)
    {
        if (saga is not { PodUid: null, AppliedPodUid: null, ScheduledAt: null, PulledAt: null })
            saga.PodsLost++;
        (saga.PodUid, saga.AppliedAt, saga.ScheduledAt, saga.PulledAt, saga.ReadyAt) = (null, null, null, null, null);
        ClearObstacle(saga);
    }

    internal void NoteReady(ContainerSaga saga, PodProvisioned ready)
    {
        saga.ScheduledAt ??= Stamp(saga, ready.ScheduledAt);
        saga.PulledAt ??= Stamp(saga, ready.PulledAt);
        saga.ReadyAt = Stamp(saga, ready.ReadyAt);
        saga.PodUid = ready.PodUid;
        if (!IsOfProvisioner(saga.Obstacle))
            ClearObstacle(saga);
        // What was applied with another pod went with that one, and must be applied again.
        if (saga.AppliedPodUid != ready.PodUid)
            (saga.AppliedPodUid, saga.AppliedAt) = (null, null);
    }

    internal static void NotePodIsGone(ContainerSaga saga) => saga.PodIsGone = true;

    internal static void Fail(ContainerSaga saga, ContainerFailure failure) => saga.Failure = Document(failure);

    private void NoteObstacle(ContainerSaga saga, FailureDocument obstacle)
    {
        if (saga.Obstacle?.Reason != obstacle.Reason)
        {
            saga.ObstacleSince = Now;
            saga.ObstacleUntil = obstacle.Reason == nameof(FailureReason.ClusterQuotaExceeded) ? Now + _options.QuotaPatience : null;
        }

        saga.Obstacle = obstacle;
    }

    // Kubernetes stamps whole seconds, which may lie before the request's own; and its clock may be ahead of ours.
    private DateTimeOffset? Stamp(ContainerSaga saga, DateTimeOffset? at) =>
        at is not { } time ? null : time > Now ? Now : time < saga.CreatedAt ? saga.CreatedAt : time;

    private static bool IsOfProvisioner(FailureDocument? obstacle) => obstacle?.Phase == nameof(FailurePhase.Applying);

    private static void ClearObstacle(ContainerSaga saga) => (saga.Obstacle, saga.ObstacleSince, saga.ObstacleUntil) = (null, null, null);

    private static FailureDocument Document(ContainerFailure failure) => new()
    {
        Phase = failure.Phase.ToString(),
        Reason = failure.Reason.ToString(),
        Message = failure.Message,
        Hint = failure.Hint,
    };
}
