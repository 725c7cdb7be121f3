namespace Sprout.Kubernetes.Models;

/// <summary>Linux capabilities, without <c>CAP_</c>.</summary>
public sealed record V1Capabilities
{
    /// <summary>Given.</summary>
    public IReadOnlyList<string>? Add { get; init; }

    /// <summary>Taken; <c>ALL</c> for all.</summary>
    public IReadOnlyList<string>? Drop { get; init; }
}
