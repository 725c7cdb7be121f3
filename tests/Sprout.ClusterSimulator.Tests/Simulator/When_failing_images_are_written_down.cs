using System.Text.RegularExpressions;
using Sprout.ClusterSimulator.Pods;

namespace Sprout.ClusterSimulator.Tests.Simulator;

public sealed partial class When_failing_images_are_written_down
{
    // In the same order too, for of two texts in a name the first one counts.
    [Fact]
    public async Task The_table_has_those_that_fail_and_no_others()
    {
        var lines = await File.ReadAllLinesAsync(PathOf("docs/simulator.md"), TestContext.Current.CancellationToken);
        var rows = lines.SkipWhile(line => !line.StartsWith("| The image contains |", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'));

        rows.SelectMany(row => Text().Matches(row.Split('|')[1])).Select(text => text.Groups["text"].Value).ShouldBe(ImageBehaviours.Default.Select(image => image.Text));
    }

    private static string PathOf(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Sprout.sln")))
            {
                return Path.Combine(folder.FullName, path);
            }
        }

        throw new DirectoryNotFoundException("There is no repository above this program.");
    }

    [GeneratedRegex("`(?<text>[^`]+)`", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Text();
}
