namespace Sprout.Chart.Tests.Helm;

/// <summary>What Helm said.</summary>
/// <param name="ExitCode">0 where it did what it was asked.</param>
/// <param name="Output">On standard output.</param>
/// <param name="Error">On standard error.</param>
internal sealed record HelmResult(int ExitCode, string Output, string Error)
{
    /// <summary>Its output; throws where it failed.</summary>
    public string Text => ExitCode == 0 ? Output : throw new InvalidOperationException($"helm ended with {ExitCode}: {Error}{Output}");
}
