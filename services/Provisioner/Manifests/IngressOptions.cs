namespace Sprout.Provisioner.Manifests;

/// <summary>Configuration section <c>Ingress</c>: how containers are reached from outside.</summary>
public sealed record IngressOptions
{
    /// <summary>The ingress controller; null for the cluster's default.</summary>
    public string? ClassName { get; init; } = "traefik";

    /// <summary>cert-manager's ClusterIssuer; null for plain HTTP.</summary>
    public string? ClusterIssuer { get; init; }
}
