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

    internal static void NoteApplied(ContainerSaga saga, PodApplied applied) => saga.AppliedPodUid = applied.PodUid;

    internal static void ForgetPod(ContainerSaga saga) => (saga.PodUid, saga.ReadyAt) = (null, null);

    internal static void NoteReady(ContainerSaga saga, PodProvisioned ready)
    {
        // Kubernetes stamps whole seconds, which may lie before the request's own.
        saga.ReadyAt = ready.ReadyAt > saga.CreatedAt ? ready.ReadyAt : saga.CreatedAt;
        saga.PodUid = ready.PodUid;
        // What was applied with another pod went with that one, and must be applied again.
        if (saga.AppliedPodUid != ready.PodUid)
            saga.AppliedPodUid = null;
    }

    internal static void NotePodIsGone(ContainerSaga saga) => saga.PodIsGone = true;

    internal static void Fail(ContainerSaga saga, ContainerFailure failure) => saga.Failure = new()
    {
        Phase = failure.Phase.ToString(),
        Reason = failure.Reason.ToString(),
        Message = failure.Message,
        Hint = failure.Hint,
    };
}
