using Sprout.Contracts;
using Sprout.State;

namespace Sprout.Gateway.Features.Containers;

/// <summary>A container. Its environment is left out: it may hold secrets.</summary>
public sealed record ContainerView
{
    /// <summary>The container's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its name, for people; need not be unique.</summary>
    public required string Name { get; init; }

    /// <summary>The image that it runs.</summary>
    public required string Image { get; init; }

    /// <summary>The TCP port on which it answers HTTP.</summary>
    public required int Port { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required ContainerStatus Status { get; init; }

    /// <summary>How far it has come, or had when it ended.</summary>
    public required ContainerStage Stage { get; init; }

    /// <summary>What holds it up while it is pending, in the words in which it fails unless that passes; null when nothing does.</summary>
    public required FailureView? WaitingFor { get; init; }

    /// <summary>Where it answers when it runs.</summary>
    public required Uri? Url { get; init; }

    /// <summary>When it was accepted.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it will be deleted.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was ready; null until then.</summary>
    public required DateTimeOffset? ReadyAt { get; init; }

    /// <summary>The Kubernetes namespace in which it runs.</summary>
    public required string Namespace { get; init; }

    /// <summary>Counts its changes: news with a version that is not higher is old.</summary>
    public required int Version { get; init; }

    /// <summary>Why it failed; null unless it did.</summary>
    public required FailureView? Failure { get; init; }

    internal static ContainerView Of(ContainerDocument document, string @namespace) => new()
    {
        Id = document.CorrelationId,
        Name = document.Name,
        Image = document.Image,
        Port = document.Port,
        Status = Enum.Parse<ContainerStatus>(document.CurrentState),
        Stage = Enum.Parse<ContainerStage>(document.Stage),
        WaitingFor = FailureView.Of(document.Obstacle),
        Url = document.Url,
        CreatedAt = document.CreatedAt,
        ExpiresAt = document.ExpiresAt,
        ReadyAt = document.ReadyAt,
        Namespace = @namespace,
        Version = document.Version,
        Failure = FailureView.Of(document.Failure),
    };

    internal static ContainerView Of(ContainerAccepted accepted, string @namespace) => new()
    {
        Id = accepted.ContainerId,
        Name = accepted.Spec.Name,
        Image = accepted.Spec.Image,
        Port = accepted.Spec.Port,
        Status = accepted.Status,
        Stage = accepted.Stage,
        WaitingFor = FailureView.Of(accepted.WaitingFor),
        Url = accepted.Url,
        CreatedAt = accepted.CreatedAt,
        ExpiresAt = accepted.ExpiresAt,
        ReadyAt = accepted.ReadyAt,
        Namespace = @namespace,
        Version = accepted.Version,
        Failure = FailureView.Of(accepted.Failure),
    };
}
