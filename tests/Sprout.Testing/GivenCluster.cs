namespace Sprout.Testing;

/// <summary>A real cluster that somebody started and named in <see cref="Variable"/>.</summary>
public sealed class GivenCluster(string kubeconfigPath) : TestCluster
{
    /// <summary>The environment variable with the path of its kubeconfig.</summary>
    public const string Variable = "SPROUT_TEST_KUBECONFIG";

    /// <inheritdoc/>
    public override string Name => "given";

    /// <inheritdoc/>
    public override string KubeconfigPath { get; } = kubeconfigPath;
}
