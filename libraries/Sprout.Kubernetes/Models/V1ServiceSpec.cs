namespace Sprout.Kubernetes.Models;

/// <summary>What a service stands for.</summary>
public sealed record V1ServiceSpec
{
    /// <summary><c>ClusterIP</c> (default), <c>NodePort</c>, <c>LoadBalancer</c> or <c>ExternalName</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Given by the server; <c>None</c> for a headless service.</summary>
    public string? ClusterIP { get; init; }

    /// <summary>Labels of its pods.</summary>
    public IReadOnlyDictionary<string, string>? Selector { get; init; }

    /// <summary>What it listens on.</summary>
    public IReadOnlyList<V1ServicePort>? Ports { get; init; }

    /// <summary>Whether pods count before they are ready.</summary>
    public bool? PublishNotReadyAddresses { get; init; }
}
