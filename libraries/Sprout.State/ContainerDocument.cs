using System.Text.Json.Serialization;

namespace Sprout.State;

/// <summary>A container as stored: the saga instance and the read model's row are this one document.</summary>
public class ContainerDocument
{
    /// <summary>The container's id.</summary>
    public Guid CorrelationId { get; set; }

    /// <summary>1 when first stored, one more with every write.</summary>
    public int Version { get; set; }

    /// <summary>One of <see cref="ContainerStates"/>.</summary>
    public string CurrentState { get; set; } = "";

    /// <summary>Whose; opaque.</summary>
    public string Owner { get; set; } = "";

    /// <summary>A DNS label, for people.</summary>
    public string Name { get; set; } = "";

    /// <summary>The image reference.</summary>
    public string Image { get; set; } = "";

    /// <summary>The TCP port that answers HTTP.</summary>
    public int Port { get; set; }

    /// <summary>Environment variables.</summary>
    public Dictionary<string, string> Environment { get; set; } = [];

    /// <summary>The lifetime that was asked for, in seconds.</summary>
    public int TtlSeconds { get; set; }

    /// <summary>The quotas in which it holds a slot until it ends.</summary>
    public List<string> QuotaScopes { get; set; } = [];

    /// <summary>Where it answers, or will.</summary>
    public Uri? Url { get; set; }

    /// <summary>When it was accepted.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it is to be deleted.</summary>
    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>Until when it must be ready.</summary>
    public DateTimeOffset ReadyBy { get; set; }

    /// <summary>When all its objects existed in the cluster; null until then. This and the next two begin anew with another pod.</summary>
    public DateTimeOffset? AppliedAt { get; set; }

    /// <summary>When a node was found for its pod; null while that is not known.</summary>
    public DateTimeOffset? ScheduledAt { get; set; }

    /// <summary>When its image was there and its process began; null while that is not known.</summary>
    public DateTimeOffset? PulledAt { get; set; }

    /// <summary>What holds it up while it is pending; null when nothing does.</summary>
    public FailureDocument? Obstacle { get; set; }

    /// <summary>Since when <see cref="Obstacle"/> has this reason.</summary>
    public DateTimeOffset? ObstacleSince { get; set; }

    /// <summary>Until when <see cref="Obstacle"/> is waited for; null for until <see cref="ReadyBy"/>.</summary>
    public DateTimeOffset? ObstacleUntil { get; set; }

    /// <summary>How many pods of it went before it ran.</summary>
    public int PodsLost { get; set; }

    /// <summary>When its pod was ready; null until then.</summary>
    public DateTimeOffset? ReadyAt { get; set; }

    /// <summary>When <see cref="NextStep"/> is to be asked for again, should nothing have come of it.</summary>
    public DateTimeOffset StepDueAt { get; set; }

    /// <summary>When it failed or was deleted; null until then.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Until when its record stays listable once nothing of it is left in the cluster.</summary>
    public DateTimeOffset PurgeAt { get; set; }

    /// <summary>The UID of the pod that became ready.</summary>
    public string? PodUid { get; set; }

    /// <summary>The UID of the pod with which all its objects exist; null until the provisioner has said so, and again when that pod has gone.</summary>
    public string? AppliedPodUid { get; set; }

    /// <summary>Whether the cluster has said, since the container ended, that no pod of it is left.</summary>
    public bool PodIsGone { get; set; }

    /// <summary>Why it failed; null unless it did.</summary>
    public FailureDocument? Failure { get; set; }

    /// <summary>What the provisioner should do about it now.</summary>
    [JsonIgnore]
    public ContainerStep NextStep => CurrentState switch
    {
        ContainerStates.Pending when AppliedPodUid is null => ContainerStep.Provision,
        ContainerStates.Deleting => ContainerStep.Delete,
        ContainerStates.Failed when !PodIsGone => ContainerStep.Delete,
        _ => ContainerStep.None,
    };

    /// <summary>How far it has come, or had when it ended: one of <see cref="ContainerStages"/>.</summary>
    [JsonIgnore]
    public string Stage => this switch
    {
        { ReadyAt: not null } => ContainerStages.Ready,
        { PulledAt: not null } => ContainerStages.Pulled,
        { ScheduledAt: not null } => ContainerStages.Scheduled,
        { AppliedAt: not null } => ContainerStages.Applied,
        _ => ContainerStages.Requested,
    };

    /// <summary>Whether it holds its quota slots.</summary>
    [JsonIgnore]
    public bool HoldsQuota => CurrentState is ContainerStates.Pending or ContainerStates.Running or ContainerStates.Deleting && Failure is null;

    /// <summary>Whether the cluster has, or may have, something of it.</summary>
    [JsonIgnore]
    public bool IsLive => CurrentState is ContainerStates.Pending or ContainerStates.Running || NextStep != ContainerStep.None;
}
