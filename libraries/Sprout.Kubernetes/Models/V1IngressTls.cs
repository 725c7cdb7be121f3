namespace Sprout.Kubernetes.Models;

/// <summary>A certificate and the hosts it is for.</summary>
public sealed record V1IngressTls
{
    /// <summary>Host names.</summary>
    public IReadOnlyList<string>? Hosts { get; init; }

    /// <summary>The secret with key and certificate.</summary>
    public string? SecretName { get; init; }
}
