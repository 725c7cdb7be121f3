using System.Runtime.CompilerServices;

namespace Sprout.EndToEnd.Tests;

/// <summary>A test for the cluster that is named by <c>SPROUT_TEST_KUBECONFIG</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnAGivenClusterAttribute : FactAttribute
{
    /// <summary>Skips it where no such cluster is given.</summary>
    public OnAGivenClusterAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        if (string.IsNullOrEmpty(Kubeconfig))
            Skip = "SPROUT_TEST_KUBECONFIG names no cluster.";
    }

    /// <summary>The kubeconfig; null without one.</summary>
    public static string? Kubeconfig => Environment.GetEnvironmentVariable("SPROUT_TEST_KUBECONFIG");
}
