using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Sprout.Contracts.Tests.Support;

/// <summary>Asks the tools that others use, @asyncapi/parser and ajv, by <c>Checks/check.mjs</c>.</summary>
internal static class NodeCheck
{
    private static readonly string Folder = Repository.PathOf("tests/Sprout.Contracts.Tests/Checks");

    /// <summary>What they find wrong, one line each. Skips the spec where they are not installed, which <c>./sprout test</c> does.</summary>
    public static async Task<string> FindAsync(JsonObject wanted)
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Folder, "node_modules")), "`npm ci` in tests/Sprout.Contracts.Tests/Checks was not run");
        using var node = Process.Start(new ProcessStartInfo("node", ["check.mjs"]) { UseShellExecute = false, WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (found, said) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.StandardInput.WriteAsync(wanted.ToJsonString());
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        return node.ExitCode == 0 ? await found : $"node ended with {node.ExitCode}: {await said}";
    }
}
