using System.Runtime.CompilerServices;
using Sprout.Chart.Tests.Helm;
using Sprout.Testing;

namespace Sprout.Chart.Tests.Cluster;

/// <summary>A spec that installs the chart on the cluster that <c>SPROUT_TEST_KUBECONFIG</c> names.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnAGivenClusterAttribute : FactAttribute
{
    public OnAGivenClusterAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        if (!IsGiven)
            Skip = $"{GivenCluster.Variable} names no cluster, or there is no Helm in helm/node_modules.";
    }

    internal static bool IsGiven => HelmBinary.IsThere && !string.IsNullOrEmpty(Kubeconfig);

    internal static string? Kubeconfig => Environment.GetEnvironmentVariable(GivenCluster.Variable);
}
