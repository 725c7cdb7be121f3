using Sprout.Kubernetes;
using Sprout.Kubernetes.Models;

namespace Sprout.Chart.Tests.Cluster;

/// <summary>Whose calls have which priority.</summary>
internal sealed record V1Beta1FlowSchema : IKubernetesObject
{
    public static ResourceType ResourceType { get; } = new("flowcontrol.apiserver.k8s.io", "v1beta1", "FlowSchema", "flowschemas", IsNamespaced: false);

    public string ApiVersion => ResourceType.ApiVersion;

    public string Kind => ResourceType.Kind;

    public required V1ObjectMeta Metadata { get; init; }
}
