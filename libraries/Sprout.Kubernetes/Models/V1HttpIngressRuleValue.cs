namespace Sprout.Kubernetes.Models;

/// <summary>Routes by path.</summary>
public sealed record V1HttpIngressRuleValue
{
    /// <summary>The longest match wins.</summary>
    public IReadOnlyList<V1HttpIngressPath>? Paths { get; init; }
}
