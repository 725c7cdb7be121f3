namespace Sprout.Kubernetes.Models;

/// <summary>A port that a container listens on.</summary>
public sealed record V1ContainerPort
{
    /// <summary>1–65535.</summary>
    public required int ContainerPort { get; init; }

    /// <summary>What services may call it.</summary>
    public string? Name { get; init; }

    /// <summary><c>TCP</c> (default), <c>UDP</c> or <c>SCTP</c>.</summary>
    public string? Protocol { get; init; }
}
