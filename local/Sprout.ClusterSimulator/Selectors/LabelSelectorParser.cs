using System.Text.RegularExpressions;
using Sprout.ClusterSimulator.Validation;

namespace Sprout.ClusterSimulator.Selectors;

/// <summary>The grammar of label selectors: <c>a=b,c!=d,e in (f,g),h notin (i),j,!k</c>.</summary>
internal static partial class LabelSelectorParser
{
    /// <summary>Null when it cannot be parsed; <paramref name="problem"/> then says why.</summary>
    public static LabelSelector? Parse(string? text, out string problem)
    {
        problem = "";
        if (string.IsNullOrWhiteSpace(text))
        {
            return LabelSelector.Everything;
        }

        var requirements = new List<LabelRequirement>();
        var rest = text;
        while (true)
        {
            var match = Requirement.Match(rest);
            if (!match.Success)
            {
                problem = $"unable to parse requirement: found '{rest.Trim()}', expected: identifier";
                return null;
            }

            var requirement = Read(match);
            problem = Problem(requirement) ?? "";
            if (problem.Length > 0)
            {
                return null;
            }

            requirements.Add(requirement);
            rest = rest[match.Length..];
            if (rest.Length == 0)
            {
                return new LabelSelector(requirements);
            }

            if (rest[0] != ',')
            {
                problem = $"unable to parse requirement: found '{rest}', expected: ',' or 'end of string'";
                return null;
            }

            rest = rest[1..];
        }
    }

    private static LabelRequirement Read(Match match)
    {
        var key = match.Groups["key"].Value;
        if (match.Groups["set"].Success)
        {
            var values = match.Groups["set"].Value.Split(',').Select(value => value.Trim()).ToHashSet();
            return new LabelRequirement(key, match.Groups["word"].Value == "in" ? LabelOperator.In : LabelOperator.NotIn, values);
        }

        if (match.Groups["sign"].Success)
        {
            var values = new HashSet<string> { match.Groups["value"].Value };
            return new LabelRequirement(key, match.Groups["sign"].Value == "!=" ? LabelOperator.NotIn : LabelOperator.In, values);
        }

        return new LabelRequirement(key, match.Groups["not"].Length > 0 ? LabelOperator.Absent : LabelOperator.Exists, new HashSet<string>());
    }

    private static string? Problem(LabelRequirement requirement) =>
        NameRules.ProblemOfLabelKey(requirement.Key) is { } keyProblem ? $"key: Invalid value: \"{requirement.Key}\": {keyProblem}"
        : requirement.Values.Select(NameRules.ProblemOfLabelValue).FirstOrDefault(each => each is not null) is { } valueProblem ? $"values[0][{requirement.Key}]: Invalid value: {valueProblem}"
        : null;

    [GeneratedRegex(
        @"^\s*(?:(?<not>!)?\s*(?<key>[A-Za-z0-9][-A-Za-z0-9_./]*)\s*(?:(?<word>\bin|\bnotin)\s*\((?<set>[^()]*)\)|(?<sign>==|=|!=)\s*(?<value>[-A-Za-z0-9_.]*))?)\s*(?=,|$)",
        RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Requirement { get; }
}
