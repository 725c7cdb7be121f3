namespace Sprout.Kubernetes.Configuration;

/// <summary>Looks for a configuration in the usual places.</summary>
internal static class DefaultConfiguration
{
    public static KubernetesClientConfiguration Load(string? context, Func<string, string?> environment, string serviceAccountPath)
    {
        if (context is null && InClusterConfiguration.IsInCluster(serviceAccountPath, environment))
        {
            return InClusterConfiguration.Load(serviceAccountPath, environment);
        }

        return KubeconfigReader.Read(Files(environment), context);
    }

    private static Kubeconfig Files(Func<string, string?> environment)
    {
        var list = environment("KUBECONFIG")?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        return list.Length > 0 ? Kubeconfig.Load(list) : Kubeconfig.Load([Path.Combine(Home(environment), ".kube", "config")]);
    }

    private static string Home(Func<string, string?> environment) =>
        environment("HOME") is { Length: > 0 } home ? home : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
}
