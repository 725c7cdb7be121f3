using Sprout.Contracts;
using Sprout.Gateway.Features.Containers;
using Sprout.State;

namespace Sprout.Gateway.Features.Events;

/// <summary>The data of a <c>container.state_changed</c> or <c>container.progressed</c> event.</summary>
public sealed record ContainerEventView
{
    /// <summary>Which container.</summary>
    public required Guid ContainerId { get; init; }

    /// <summary><c>container.created</c>, <c>.running</c>, <c>.failed</c>, <c>.deleting</c>, <c>.deleted</c>, <c>.extended</c> or <c>.progressed</c>.</summary>
    public required string EventType { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its image.</summary>
    public required string Image { get; init; }

    /// <summary>Where it was in its life before; null for a new one.</summary>
    public required ContainerStatus? Previous { get; init; }

    /// <summary>Where it is now.</summary>
    public required ContainerStatus Status { get; init; }

    /// <summary>How far it has come, or had when it ended; null in events from before an upgrade.</summary>
    public required ContainerStage? Stage { get; init; }

    /// <summary>What holds it up while it is pending; null when nothing does.</summary>
    public required FailureView? WaitingFor { get; init; }

    /// <summary>Counts its changes; drop what is not higher than what you have seen.</summary>
    public required int Version { get; init; }

    /// <summary>When it changed.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Where it answers when it runs.</summary>
    public required string Url { get; init; }

    /// <summary>When it will be deleted.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Why it failed; null unless it did.</summary>
    public required FailureView? Failure { get; init; }

    internal static ContainerEventView Of(FeedEntry entry) => new()
    {
        ContainerId = entry.ContainerId,
        EventType = entry.EventType,
        Name = entry.Name,
        Image = entry.Image,
        Previous = entry.Previous is null ? null : Enum.Parse<ContainerStatus>(entry.Previous, ignoreCase: true),
        Status = Enum.Parse<ContainerStatus>(entry.Status, ignoreCase: true),
        Stage = entry.Stage is null ? null : Enum.Parse<ContainerStage>(entry.Stage, ignoreCase: true),
        WaitingFor = FailureView.Of(entry.WaitingFor),
        Version = entry.Version,
        At = entry.At,
        Url = entry.Url,
        ExpiresAt = entry.ExpiresAt,
        Failure = FailureView.Of(entry.Failure),
    };
}
