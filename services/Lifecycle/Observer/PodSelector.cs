using Sprout.Hosting;
using Sprout.Kubernetes.Models;

namespace Sprout.Lifecycle.Observer;

/// <summary>Which pods are this installation's, and whose each is; services and ingresses carry the same labels.</summary>
internal static class PodSelector
{
    /// <summary>The label that carries the container's id.</summary>
    public const string ContainerLabel = ContainerPod.ContainerLabel;

    /// <summary>The selector of this installation's pods.</summary>
    public static string Of(string installation) => $"app.kubernetes.io/managed-by=sprout,{ContainerPod.InstallationLabel}={installation}";

    /// <summary>The container's id on an object's label; null where there is none.</summary>
    public static Guid? ContainerOf(V1ObjectMeta metadata) =>
        metadata.Labels?.GetValueOrDefault(ContainerLabel) is { } label && Guid.TryParseExact(label, "D", out var id) ? id : null;
}
