namespace Sprout.Kubernetes.Models;

/// <summary>Runs a command in the container.</summary>
public sealed record V1ExecAction
{
    /// <summary>Program and arguments; no shell.</summary>
    public IReadOnlyList<string>? Command { get; init; }
}
