namespace Sprout.Kubernetes.Models;

/// <summary>Who reports an event.</summary>
public sealed record V1EventSource
{
    /// <summary>Such as <c>kubelet</c>.</summary>
    public string? Component { get; init; }

    /// <summary>On which node.</summary>
    public string? Host { get; init; }
}
