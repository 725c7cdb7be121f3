using Sprout.Kubernetes;
using Sprout.Kubernetes.Models;

namespace Sprout.Testing;

/// <summary>A kind that the library does not know: a type of one's own is enough.</summary>
public sealed record V1ServiceAccount : IKubernetesObject
{
    public static ResourceType ResourceType { get; } = new("", "v1", "ServiceAccount", "serviceaccounts");

    public string ApiVersion => ResourceType.ApiVersion;

    public string Kind => ResourceType.Kind;

    public required V1ObjectMeta Metadata { get; init; }
}
