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

    public static PodProvisioningFailed PodFailed(Guid id, string? uid = "uid-1") => new() { ContainerId = id, PodUid = uid, Failure = Failure };

    public static PodLost Lost(Guid id, string uid = "uid-1") => new() { ContainerId = id, PodUid = uid, Failure = Failure };

    public static PodDeleted Gone(Guid id, string? uid = "uid-1") => new() { ContainerId = id, PodUid = uid };

    private static ContainerFailure Failure => new()
    {
        Phase = FailurePhase.Pulling,
        Reason = FailureReason.ImagePullFailed,
        Message = "The image could not be pulled.",
        Hint = "Check its name.",
    };
}
