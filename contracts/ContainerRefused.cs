namespace Sprout.Contracts;

/// <summary>The answer to a request that was not granted; nothing has changed.</summary>
public sealed record ContainerRefused
{
    /// <summary>Which container was asked for.</summary>
    public required Guid ContainerId { get; init; }

    /// <summary>Why, from the closed list.</summary>
    public required RefusalReason Reason { get; init; }

    /// <summary>Why, in one sentence.</summary>
    public required string Message { get; init; }

    /// <summary>With <see cref="RefusalReason.QuotaExceeded"/>: the quota that has no slot left, such as <c>owner:…</c> or <c>total</c>; else null.</summary>
    public required string? QuotaScope { get; init; }

    /// <summary>How many slots that quota has; else null.</summary>
    public required int? QuotaLimit { get; init; }

    /// <summary>How many of them are taken; else null.</summary>
    public required int? QuotaUsed { get; init; }
}
