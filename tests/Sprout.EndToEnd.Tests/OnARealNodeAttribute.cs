using System.Runtime.CompilerServices;

namespace Sprout.EndToEnd.Tests;

/// <summary>A test for a cluster in which containers really run; its kubeconfig is named by <c>SPROUT_TEST_NODE_KUBECONFIG</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnARealNodeAttribute : FactAttribute
{
    /// <summary>Skips it where no such cluster is given.</summary>
    public OnARealNodeAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        if (string.IsNullOrEmpty(Kubeconfig))
            Skip = "SPROUT_TEST_NODE_KUBECONFIG names no cluster.";
    }

    /// <summary>The kubeconfig; null without one.</summary>
    public static string? Kubeconfig => Environment.GetEnvironmentVariable("SPROUT_TEST_NODE_KUBECONFIG");
}
