namespace Sprout.Kubernetes.Models;

/// <summary>Connects to a port.</summary>
public sealed record V1TcpSocketAction
{
    /// <summary>Number or name.</summary>
    public required IntOrString Port { get; init; }
}
