using System.Text.RegularExpressions;

namespace Sprout.Tidy.Tests.Rules;

/// <summary>Habits that we do not have.</summary>
public static partial class CodeHabits
{
    /// <summary>Catches that do nothing; a comment is nothing too.</summary>
    public static IEnumerable<Finding> EmptyCatches(SourceTree tree) =>
        tree.Code.SelectMany(file => Find(file, CSharpText.CodeOnly(file.Text), EmptyCatch(), "an empty catch"));

    /// <summary>Tests that sleep instead of waiting for what they wait for.</summary>
    public static IEnumerable<Finding> SleepingTests(SourceTree tree) =>
        tree.Code.Where(file => file.IsTest)
            .SelectMany(file => Find(file, CSharpText.CodeOnly(file.Text), Sleep(), "a test that sleeps is a test that lies"));

    /// <summary>The clock and chance taken from the air, where no <c>Program.cs</c> composes.</summary>
    public static IEnumerable<Finding> ClockAndChance(SourceTree tree) =>
        tree.ProductCode.Where(file => file.Name != "Program.cs" && !file.Path.StartsWith("bench/", StringComparison.Ordinal))
            .SelectMany(file => Find(file, CSharpText.CodeOnly(file.Text), AmbientTimeOrChance(), "time and randomness are injected"));

    /// <summary>Redis keys written outside the one place that names them. Samples are others' programs, which know nothing of that place.</summary>
    public static IEnumerable<Finding> LooseKeys(SourceTree tree) =>
        tree.ProductCode.Where(file => file.Name != "SproutKeys.cs" && !file.Path.StartsWith("samples/", StringComparison.Ordinal))
            .SelectMany(file => Find(file, CSharpText.WithoutComments(file.Text), Key(), "keys are made in SproutKeys"));

    private static IEnumerable<Finding> Find(SourceFile file, string text, Regex pattern, string what) =>
        pattern.Matches(text).Select(match => new Finding(file.Path, SourceFile.LineOf(text, match.Index), $"{what}: {match.Value.ReplaceLineEndings(" ")}"));

    [GeneratedRegex(@"\bcatch\s*(\([^()]*\)\s*)?(when\s*\(([^()]|\([^()]*\))*\)\s*)?\{\s*\}")]
    private static partial Regex EmptyCatch();

    // To wait without end is to wait for the cancellation.
    [GeneratedRegex(@"\bThread\.Sleep\b|\bTask\.Delay\s*\((?!Timeout\.Infinite)")]
    private static partial Regex Sleep();

    // "?? Random.Shared" is what stands for nothing injected, as TimeProvider.System does.
    [GeneratedRegex(@"\bDateTime\.(Now|UtcNow|Today)\b|\bDateTimeOffset\.(Now|UtcNow)\b|\bnew\s+Random\s*\(|(?<!\?\? )\bRandom\.Shared\b")]
    private static partial Regex AmbientTimeOrChance();

    [GeneratedRegex(@"\{sprout\}")]
    private static partial Regex Key();
}
