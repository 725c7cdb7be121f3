namespace Sprout.Testing;

/// <summary>The clusters that specs run against.</summary>
public static class TestClusters
{
    /// <summary>Those that can be had here; may be none.</summary>
    public static IReadOnlyList<TestCluster> All { get; } = [.. Find()];

    /// <summary>Why there may be none; for skipped specs.</summary>
    public static string HowToGiveOne => $"No cluster: set {GivenCluster.Variable} to a kubeconfig.";

    /// <summary>The one of that name.</summary>
    public static TestCluster Named(string name) => All.Single(cluster => cluster.Name == name);

    private static IEnumerable<TestCluster> Find()
    {
        yield return new SimulatedCluster();
        if (Environment.GetEnvironmentVariable(GivenCluster.Variable) is { Length: > 0 } kubeconfigPath)
        {
            yield return new GivenCluster(kubeconfigPath);
        }
    }
}
