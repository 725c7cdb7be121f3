namespace Sprout.Kubernetes.Models;

/// <summary>Routes, and who serves them.</summary>
public sealed record V1IngressSpec
{
    /// <summary>The controller that serves it; the default one where unset.</summary>
    public string? IngressClassName { get; init; }

    /// <summary>For requests that no rule takes.</summary>
    public V1IngressBackend? DefaultBackend { get; init; }

    /// <summary>Host by host.</summary>
    public IReadOnlyList<V1IngressRule>? Rules { get; init; }

    /// <summary>Certificates.</summary>
    public IReadOnlyList<V1IngressTls>? Tls { get; init; }
}
