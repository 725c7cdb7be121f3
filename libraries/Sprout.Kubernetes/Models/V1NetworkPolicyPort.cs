namespace Sprout.Kubernetes.Models;

/// <summary>A port of the other side.</summary>
public sealed record V1NetworkPolicyPort
{
    /// <summary>Number or name; all where unset.</summary>
    public IntOrString? Port { get; init; }

    /// <summary>Last of a range that begins with <see cref="Port"/>.</summary>
    public int? EndPort { get; init; }

    /// <summary><c>TCP</c> (default), <c>UDP</c> or <c>SCTP</c>.</summary>
    public string? Protocol { get; init; }
}
