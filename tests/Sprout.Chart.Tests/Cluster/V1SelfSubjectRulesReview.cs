using Sprout.Kubernetes;
using Sprout.Kubernetes.Models;

namespace Sprout.Chart.Tests.Cluster;

/// <summary>The question what one may do in a namespace, cluster-wide rights included; the server answers in the status.</summary>
internal sealed record V1SelfSubjectRulesReview : IKubernetesObject
{
    public static ResourceType ResourceType { get; } = new("authorization.k8s.io", "v1", "SelfSubjectRulesReview", "selfsubjectrulesreviews", IsNamespaced: false);

    public string ApiVersion => ResourceType.ApiVersion;

    public string Kind => ResourceType.Kind;

    public V1ObjectMeta Metadata { get; init; } = new();

    public required RulesSpec Spec { get; init; }

    public RulesStatus? Status { get; init; }

    internal sealed record RulesSpec(string Namespace);

    internal sealed record RulesStatus(IReadOnlyList<ResourceRule> ResourceRules);

    internal sealed record ResourceRule(IReadOnlyList<string> Verbs, IReadOnlyList<string> ApiGroups, IReadOnlyList<string> Resources, IReadOnlyList<string>? ResourceNames);
}
