using Sprout.Hosting;

namespace Sprout.Lifecycle.Observer;

/// <summary>Which pods are this installation's.</summary>
internal static class PodSelector
{
    /// <summary>The label that carries the container's id.</summary>
    public const string ContainerLabel = ContainerPod.ContainerLabel;

    /// <summary>The selector of this installation's pods.</summary>
    public static string Of(string installation) => $"app.kubernetes.io/managed-by=sprout,{ContainerPod.InstallationLabel}={installation}";
}
