namespace Sprout.Kubernetes.Models;

/// <summary>Routes of a host.</summary>
public sealed record V1IngressRule
{
    /// <summary>Host name; every one where unset.</summary>
    public string? Host { get; init; }

    /// <summary>Path by path.</summary>
    public V1HttpIngressRuleValue? Http { get; init; }
}
