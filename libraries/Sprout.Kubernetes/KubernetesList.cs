using Sprout.Kubernetes.Models;

namespace Sprout.Kubernetes;

/// <summary>A page of a list.</summary>
/// <param name="Metadata">The list's resourceVersion, and the token of the next page.</param>
/// <param name="Items">The objects of this page.</param>
public sealed record KubernetesList<T>(V1ListMeta Metadata, IReadOnlyList<T> Items);
