using Sprout.Kubernetes.Models;

namespace Sprout.Kubernetes;

/// <summary>A resource that the client can read and write: it knows where the API serves it.</summary>
public interface IKubernetesObject
{
    /// <summary>Group, version, kind and plural of this type.</summary>
    static abstract ResourceType ResourceType { get; }

    /// <summary>As in the manifest: <c>v1</c>, <c>networking.k8s.io/v1</c>, ….</summary>
    string ApiVersion { get; }

    /// <summary>As in the manifest: <c>Pod</c>, ….</summary>
    string Kind { get; }

    /// <summary>Name, namespace, labels and what the server keeps about the object.</summary>
    V1ObjectMeta Metadata { get; }
}
