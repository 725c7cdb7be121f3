using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sprout.Chart.Tests.Admission;

/// <summary>Evaluates admission policies with a CEL of npm's (<c>helm/cel.mjs</c>): no cluster of the tests knows them.</summary>
internal static class PolicyEvaluator
{
    /// <summary>Whether there is what it takes.</summary>
    public static bool IsThere { get; } = Helm.HelmBinary.IsThere && Directory.Exists(Repository.PathOf("helm", "node_modules", "@marcbachmann", "cel-js"));

    /// <summary>The messages of the validations that refuse it; none where it is admitted.</summary>
    public static async Task<string[]> RefusalsAsync(JsonObject policy, JsonObject body, JsonObject? before, CancellationToken cancellationToken)
    {
        var input = new JsonArray(new JsonObject { ["policy"] = policy.DeepClone(), ["object"] = body.DeepClone(), ["oldObject"] = before?.DeepClone() });
        using var process = Process.Start(new ProcessStartInfo("node", [Repository.PathOf("helm", "cel.mjs")])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await process.StandardInput.WriteAsync(input.ToJsonString().AsMemory(), cancellationToken);
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = await process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? JsonSerializer.Deserialize<string[][]>(output)![0] : throw new InvalidOperationException(error);
    }
}
