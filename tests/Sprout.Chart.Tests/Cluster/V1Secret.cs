using Sprout.Kubernetes;
using Sprout.Kubernetes.Models;

namespace Sprout.Chart.Tests.Cluster;

/// <summary>A Secret: Redis' password, and the token of an account.</summary>
internal sealed record V1Secret : IKubernetesObject
{
    public static ResourceType ResourceType { get; } = new("", "v1", "Secret", "secrets");

    public string ApiVersion => ResourceType.ApiVersion;

    public string Kind => ResourceType.Kind;

    public required V1ObjectMeta Metadata { get; init; }

    public string? Type { get; init; }

    public IReadOnlyDictionary<string, byte[]>? Data { get; init; }
}
