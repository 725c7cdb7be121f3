namespace Sprout.Kubernetes.Models;

/// <summary>Use of a namespace.</summary>
public sealed record V1ResourceQuotaStatus
{
    /// <summary>The limits in force.</summary>
    public IReadOnlyDictionary<string, string>? Hard { get; init; }

    /// <summary>What is used.</summary>
    public IReadOnlyDictionary<string, string>? Used { get; init; }
}
