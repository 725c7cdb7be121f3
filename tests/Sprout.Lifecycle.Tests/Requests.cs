using Sprout.Contracts;

namespace Sprout.Lifecycle.Tests;

internal static class Requests
{
    public const string Owner = "ann";

    public static CreateContainerRequested Create(Guid id, string owner = Owner, string name = "web", params string[] scopes) => new()
    {
        ContainerId = id,
        Owner = owner,
        Spec = new() { Name = name, Image = "nginx:latest", Port = 80, Environment = new Dictionary<string, string>() },
        TtlSeconds = 3600,
        QuotaScopes = scopes,
    };

    public static DeleteContainerRequested Delete(Guid id, string owner = Owner) => new() { ContainerId = id, Owner = owner };

    public static ExtendContainerRequested Extend(Guid id, int ttlSeconds, string owner = Owner) => new() { ContainerId = id, Owner = owner, TtlSeconds = ttlSeconds };

    public static PodApplied Applied(Guid id, string uid = "uid-1") => new() { ContainerId = id, PodUid = uid, AppliedAt = DateTimeOffset.UnixEpoch };

    public static PodProvisioned Ready(Guid id, string uid = "uid-1") => new() { ContainerId = id, PodUid = uid, ReadyAt = DateTimeOffset.UnixEpoch, ScheduledAt = null, PulledAt = null };

    public static PodProgressed Progressed(Guid id, string? uid = "uid-1", ContainerFailure? obstacle = null) => new()
    {
        ContainerId = id,
        PodUid = uid,
        ScheduledAt = uid is null ? null : DateTimeOffset.UnixEpoch,
        PulledAt = null,
        Obstacle = obstacle,
    };

    public static ProvisioningTimedOut TimedOut(Guid id, DateTimeOffset at) => new() { ContainerId = id, At = at };

    public static ContainerFailure Obstacle(FailureReason reason = FailureReason.ClusterUnavailable, FailurePhase phase = FailurePhase.Applying) => new()
    {
        Phase = phase,
        Reason = reason,
        Message = "It is in the way.",
        Hint = "Wait.",
    };

    public static PodProvisioningFailed PodFailed(Guid id, string? uid = "uid-1") => new()
    {
        ContainerId = id,
        PodUid = uid,
        Failure = Failure,
        ScheduledAt = uid is null ? null : DateTimeOffset.UnixEpoch,
    };

    public static PodLost Lost(Guid id, string uid = "uid-1") => new() { ContainerId = id, PodUid = uid, Failure = Failure };

    public static PodDeleted Gone(Guid id, string? uid = "uid-1", ContainerFailure? failure = null) => new() { ContainerId = id, PodUid = uid, Failure = failure };

    private static ContainerFailure Failure => new()
    {
        Phase = FailurePhase.Pulling,
        Reason = FailureReason.ImagePullFailed,
        Message = "The image could not be pulled.",
        Hint = "Check its name.",
    };
}
