namespace Sprout.Kubernetes.Models;

/// <summary>Amounts for one type of object.</summary>
public sealed record V1LimitRangeItem
{
    /// <summary><c>Container</c>, <c>Pod</c> or <c>PersistentVolumeClaim</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Limits where none are set.</summary>
    public IReadOnlyDictionary<string, string>? Default { get; init; }

    /// <summary>Requests where none are set.</summary>
    public IReadOnlyDictionary<string, string>? DefaultRequest { get; init; }

    /// <summary>Most.</summary>
    public IReadOnlyDictionary<string, string>? Max { get; init; }

    /// <summary>Least.</summary>
    public IReadOnlyDictionary<string, string>? Min { get; init; }

    /// <summary>Most that a limit may be of its request.</summary>
    public IReadOnlyDictionary<string, string>? MaxLimitRequestRatio { get; init; }
}
