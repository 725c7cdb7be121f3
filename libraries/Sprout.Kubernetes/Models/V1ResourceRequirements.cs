namespace Sprout.Kubernetes.Models;

/// <summary>Amounts by resource (<c>cpu</c>, <c>memory</c>, …) as quantities such as <c>250m</c> or <c>64Mi</c>.</summary>
public sealed record V1ResourceRequirements
{
    /// <summary>Promised.</summary>
    public IReadOnlyDictionary<string, string>? Requests { get; init; }

    /// <summary>Not exceeded.</summary>
    public IReadOnlyDictionary<string, string>? Limits { get; init; }
}
