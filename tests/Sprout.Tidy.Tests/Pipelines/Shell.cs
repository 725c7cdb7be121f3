using System.Diagnostics;

namespace Sprout.Tidy.Tests.Pipelines;

/// <summary>Programs that look at scripts without running them.</summary>
internal static class Shell
{
    /// <summary>What <c>bash -n</c> finds wrong; empty for nothing.</summary>
    public static string Parse(string script) => Run("bash", ["-n"], script);

    /// <summary>What shellcheck finds wrong; skips the spec where it is not installed.</summary>
    public static string Check(string script)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "shellcheck"))), "shellcheck is not installed");
        return Run("shellcheck", ["--shell=bash", "--severity=warning", "-"], script);
    }

    private static string Run(string program, string[] arguments, string input)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var said = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? "" : said;
    }
}
