namespace Sprout.Kubernetes.Models;

/// <summary>A taint that a pod puts up with.</summary>
public sealed record V1Toleration
{
    /// <summary>Key of the taint; all where unset.</summary>
    public string? Key { get; init; }

    /// <summary><c>Equal</c> (default) or <c>Exists</c>.</summary>
    public string? Operator { get; init; }

    /// <summary>Value of the taint.</summary>
    public string? Value { get; init; }

    /// <summary><c>NoSchedule</c>, <c>PreferNoSchedule</c> or <c>NoExecute</c>; all where unset.</summary>
    public string? Effect { get; init; }

    /// <summary>How long a <c>NoExecute</c> taint is put up with; for ever where unset.</summary>
    public long? TolerationSeconds { get; init; }
}
