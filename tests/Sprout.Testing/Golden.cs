using System.Runtime.CompilerServices;

namespace Sprout.Testing;

/// <summary>
/// Compares text with the file <c>Goldens/{name}</c> beside the test that calls. With <c>SPROUT_UPDATE_GOLDENS=1</c> it writes the file instead,
/// so that the change shows in the diff that a reviewer reads.
/// </summary>
public static class Golden
{
    /// <summary>Throws with the first lines that differ, and how to accept them.</summary>
    public static void ShouldMatch(string actual, string name, [CallerFilePath] string testFile = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(testFile)!, "Goldens", name);
        var text = actual.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        if (Environment.GetEnvironmentVariable("SPROUT_UPDATE_GOLDENS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
            return;
        }

        if (!File.Exists(path))
            throw new GoldenException($"The golden {name} does not exist. Write it with SPROUT_UPDATE_GOLDENS=1 and read it before you commit it.");
        var expected = File.ReadAllText(path).ReplaceLineEndings("\n");
        if (expected != text)
            throw new GoldenException($"{name} differs from its golden. If that is what you want, run again with SPROUT_UPDATE_GOLDENS=1 and commit it.\n{Difference(expected, text)}");
    }

    private static string Difference(string expected, string actual)
    {
        var (before, after) = (expected.Split('\n'), actual.Split('\n'));
        var differences = Enumerable.Range(0, Math.Max(before.Length, after.Length))
            .Where(line => before.ElementAtOrDefault(line) != after.ElementAtOrDefault(line))
            .Take(10)
            .Select(line => $"line {line + 1}\n  - {before.ElementAtOrDefault(line)}\n  + {after.ElementAtOrDefault(line)}");
        return string.Join('\n', differences);
    }
}
