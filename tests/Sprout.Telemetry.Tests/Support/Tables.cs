using System.Text.RegularExpressions;

namespace Sprout.Telemetry.Tests.Support;

/// <summary>The tables of docs/telemetry.md, between their markers.</summary>
internal static partial class Tables
{
    /// <summary>The rows of a table, cell by cell, without what marks code.</summary>
    public static IReadOnlyList<string[]> Rows(string name)
    {
        var text = Repository.Read("docs/telemetry.md");
        var begin = text.IndexOf($"<!-- {name} -->", StringComparison.Ordinal);
        var end = text.IndexOf($"<!-- /{name} -->", StringComparison.Ordinal);
        (begin >= 0 && end > begin).ShouldBeTrue($"docs/telemetry.md has a table between the markers of {name}");
        return [.. text[begin..end].Split('\n').Where(line => line.StartsWith('|')).Skip(2).Select(line => line.Split('|')[1..^1].Select(cell => cell.Trim().Trim('`')).ToArray())];
    }

    /// <summary>What a cell names, each in code marks.</summary>
    public static IEnumerable<string> NamesIn(string cell) => Name().Matches($"`{cell}`").Select(name => name.Groups["name"].Value);

    [GeneratedRegex("`(?<name>[^`]+)`")]
    private static partial Regex Name();
}
