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
        saga.ExpiresAt = Bounded(saga, saga.CreatedAt.AddSeconds(request.TtlSeconds));
        saga.ReadyBy = saga.CreatedAt + _options.ProvisioningTimeout;
    }

    internal void Enter(ContainerSaga saga, string state)
    {
        if (state != ContainerStates.Pending)
        {
            ClearObstacle(saga);
            ClearPodObstacle(saga);
        }

        if (state is ContainerStates.Failed or ContainerStates.Deleting)
            saga.LeavingSince ??= Now;
        if (state is not (ContainerStates.Failed or ContainerStates.Deleted))
            return;
        saga.EndedAt = Now;
        saga.PurgeAt = Now + _options.Retention;
    }

    internal void AskForStep(ContainerSaga saga)
    {
        if (saga.CurrentState == ContainerStates.Pending)
            saga.AppliedPodUid = null;
        saga.StepDueAt = Now + _options.StepInterval;
        saga.PodIsGone = false;
    }

    /// <summary>Moves the end of its life, never to an earlier time; false when that changes nothing.</summary>
    internal bool Extend(ContainerSaga saga, int ttlSeconds)
    {
        var wanted = Bounded(saga, Now.AddSeconds(ttlSeconds));
        if (wanted <= saga.ExpiresAt)
            return false;
        saga.ExpiresAt = wanted;
        return true;
    }

    // The gateway says so in words before it asks; others on the bus may not.
    private DateTimeOffset Bounded(ContainerSaga saga, DateTimeOffset end) => saga.CreatedAt + _options.MaximumLifetime is var last && end > last ? last : end;

    internal void NoteApplied(ContainerSaga saga, PodApplied applied)
    {
        if (saga.AppliedPodUid == applied.PodUid)
            return;
        // Stamps of a pod that another has taken the place of.
        if (saga.ProgressPodUid != applied.PodUid)
            ForgetProgress(saga);
        NoteIsThere(saga, applied.PodUid);
        saga.AppliedPodUid = applied.PodUid;
        saga.AppliedAt = Stamp(saga, applied.AppliedAt);
        if (IsOfProvisioner(saga.Obstacle))
            ShowPodObstacle(saga);
    }

    /// <summary>Stamps are told once; an obstacle as often as it changes, and that of the provisioner goes when it has applied all.</summary>
    internal void NoteProgress(ContainerSaga saga, PodProgressed progress)
    {
        if (progress.PodUid is { } uid)
            NotePod(saga, uid, progress);
        if (progress.Obstacle is { } obstacle)
            NoteObstacle(saga, Document(obstacle));
        else if (!IsOfProvisioner(saga.Obstacle))
            ClearObstacle(saga);
    }

    /// <param name="saga">Whose.</param>
    /// <param name="uid">Of the pod that is gone; null when there is none.</param>
    internal static void ForgetPod(ContainerSaga saga, string? uid)
    {
        if (saga is not { PodUid: null, AppliedPodUid: null, ScheduledAt: null, PulledAt: null })
            saga.PodsLost++;
        saga.LostPodUid = uid ?? saga.KnownPodUid ?? saga.ProgressPodUid ?? saga.LostPodUid;
        (saga.PodUid, saga.AppliedAt, saga.ReadyAt) = (null, null, null);
        ForgetProgress(saga);
        ClearObstacle(saga);
    }

    internal void NoteReady(ContainerSaga saga, PodProvisioned ready)
    {
        NoteStages(saga, ready.PodUid, ready.ScheduledAt, ready.PulledAt);
        ClearPodObstacle(saga);
        NoteIsThere(saga, ready.PodUid);
        saga.ReadyAt = NotBefore(saga.PulledAt ?? saga.ScheduledAt, Stamp(saga, ready.ReadyAt));
        saga.PodUid = ready.PodUid;
        if (!IsOfProvisioner(saga.Obstacle))
            ClearObstacle(saga);
        // What was applied with another pod went with that one, and must be applied again.
        if (saga.AppliedPodUid != ready.PodUid)
            (saga.AppliedPodUid, saga.AppliedAt) = (null, null);
    }

    internal void NoteStages(ContainerSaga saga, PodProvisioningFailed failed)
    {
        if (failed.PodUid is { } uid)
            NoteStages(saga, uid, failed.ScheduledAt, failed.PulledAt);
    }

    internal static void NotePodIsGone(ContainerSaga saga) => saga.PodIsGone = true;

    internal static void Fail(ContainerSaga saga, ContainerFailure failure) => saga.Failure = Document(failure);

    private void NotePod(ContainerSaga saga, string uid, PodProgressed progress)
    {
        NoteStages(saga, uid, progress.ScheduledAt, progress.PulledAt);
        if (saga.PodObstacle?.Reason != progress.Obstacle?.Reason.ToString())
            saga.PodObstacleSince = progress.Obstacle is null ? null : Now;
        saga.PodObstacle = progress.Obstacle is { } obstacle ? Document(obstacle) : null;
    }

    // Each is told once; those of a pod that this one has taken the place of are not its own.
    private void NoteStages(ContainerSaga saga, string uid, DateTimeOffset? scheduledAt, DateTimeOffset? pulledAt)
    {
        if (saga.ProgressPodUid != uid)
            ForgetProgress(saga);
        saga.ProgressPodUid = uid;
        saga.ScheduledAt ??= Stamp(saga, scheduledAt);
        saga.PulledAt ??= NotBefore(saga.ScheduledAt, Stamp(saga, pulledAt));
    }

    // What was told to be gone may be there all the same.
    private static void NoteIsThere(ContainerSaga saga, string uid) => saga.LostPodUid = saga.LostPodUid == uid ? null : saga.LostPodUid;

    private static void ForgetProgress(ContainerSaga saga)
    {
        (saga.ProgressPodUid, saga.ScheduledAt, saga.PulledAt) = (null, null, null);
        ClearPodObstacle(saga);
        if (!IsOfProvisioner(saga.Obstacle))
            ClearObstacle(saga);
    }

    // The observer tells a thing once: what it has told meanwhile is not told again.
    private static void ShowPodObstacle(ContainerSaga saga) => (saga.Obstacle, saga.ObstacleSince, saga.ObstacleUntil) = (saga.PodObstacle, saga.PodObstacleSince, null);

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

    // Where one stage's time is a whole second and that of the stage before is our own, the later one may read as if it had come first.
    private static DateTimeOffset? NotBefore(DateTimeOffset? earlier, DateTimeOffset? at) => at < earlier ? earlier : at;

    private static bool IsOfProvisioner(FailureDocument? obstacle) => obstacle?.Phase == nameof(FailurePhase.Applying);

    private static void ClearObstacle(ContainerSaga saga) => (saga.Obstacle, saga.ObstacleSince, saga.ObstacleUntil) = (null, null, null);

    private static void ClearPodObstacle(ContainerSaga saga) => (saga.PodObstacle, saga.PodObstacleSince) = (null, null);

    private static FailureDocument Document(ContainerFailure failure) => new()
    {
        Phase = failure.Phase.ToString(),
        Reason = failure.Reason.ToString(),
        Message = failure.Message,
        Hint = failure.Hint,
    };
}
