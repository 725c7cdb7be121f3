using System.Globalization;
using System.Text.RegularExpressions;

namespace Sprout.Telemetry.Tests.Support;

/// <summary>As much of PromQL as the alerts use, as Prometheus answers it at the time of the last scrape. Throws <see cref="FormatException"/> for anything else.</summary>
internal sealed partial class Query
{
    private readonly IReadOnlyList<string> _words;
    private readonly Timeline _timeline;
    private int _at;

    private Query(string text, Timeline timeline) => (_words, _timeline) = ([.. Word().Matches(text).Select(word => word.Value)], timeline);

    private string? Next => _at < _words.Count ? _words[_at] : null;

    /// <summary>The answer: nothing while an alert has no cause.</summary>
    public static IReadOnlyList<Sample> Evaluate(string text, Timeline timeline)
    {
        var query = new Query(text, timeline);
        var answer = query.Or();
        return query.Next is null ? answer : throw new FormatException($"'{query.Next}' in {text}");
    }

    /// <summary>The names of metrics in a query, also in one that this cannot evaluate.</summary>
    public static IEnumerable<string> MetricsIn(string text) => MetricName().Matches(Quoted().Replace(Grouping().Replace(text, " "), "")).Select(name => name.Value).Distinct();

    private IReadOnlyList<Sample> Or()
    {
        var left = And();
        while (TryTake("or"))
        {
            var right = And();
            left = [.. left, .. right.Where(sample => !left.Any(other => IsSame(other, sample)))];
        }

        return left;
    }

    private IReadOnlyList<Sample> And()
    {
        var left = Comparison();
        while (TryTake("and"))
        {
            var right = Comparison();
            left = [.. left.Where(sample => right.Any(other => IsSame(other, sample)))];
        }

        return left;
    }

    private IReadOnlyList<Sample> Comparison()
    {
        var left = Quotient();
        if (Next is not (">" or "<" or ">=" or "<=" or "=="))
            return left;
        var (sign, right) = (Take(), Quotient().Single().Value);
        return [.. left.Where(sample => sign switch
        {
            ">" => sample.Value > right,
            "<" => sample.Value < right,
            ">=" => sample.Value >= right,
            "<=" => sample.Value <= right,
            _ => sample.Value == right,
        })];
    }

    private IReadOnlyList<Sample> Quotient()
    {
        var left = Term();
        while (TryTake("/"))
        {
            var right = Term();
            left = [.. left.SelectMany(sample => right.Where(other => IsSame(other, sample)).Select(other => sample with { Value = sample.Value / other.Value }))];
        }

        return left;
    }

    private IReadOnlyList<Sample> Term()
    {
        var word = Take();
        switch (word)
        {
            case "(":
                return Closed(Or());
            case "sum" or "max" or "min":
                return Aggregated(word);
            case "rate":
                Take("(");
                return Closed(Rates(Take()));
            case "absent":
                Take("(");
                return Closed(Or()).Count == 0 ? [new("", new Dictionary<string, string>(), 1)] : [];
            case "histogram_quantile":
                Take("(");
                var share = double.Parse(Take(), CultureInfo.InvariantCulture);
                Take(",");
                return [.. Buckets.Quantile(share, Closed(Or()))];
            default:
                return double.TryParse(word, CultureInfo.InvariantCulture, out var number) ? [new("", new Dictionary<string, string>(), number)] : Selected(word);
        }
    }

    private IReadOnlyList<Sample> Aggregated(string how)
    {
        var by = TryTake("by") ? Names() : [];
        Take("(");
        var groups = Closed(Or()).GroupBy(sample => string.Join('\n', by.Select(label => sample.Labels.GetValueOrDefault(label))));
        return
        [
            .. groups.Select(group => new Sample(
                "",
                by.Where(group.First().Labels.ContainsKey).ToDictionary(label => label, label => group.First().Labels[label]),
                how switch { "sum" => group.Sum(sample => sample.Value), "max" => group.Max(sample => sample.Value), _ => group.Min(sample => sample.Value) })),
        ];
    }

    private IReadOnlyList<Sample> Rates(string name)
    {
        var isWanted = Selector();
        Take("[");
        var window = Duration.Parse(Take());
        Take("]");
        return _timeline.Rates(name, isWanted, window.TotalSeconds);
    }

    private IReadOnlyList<Sample> Selected(string name)
    {
        var isWanted = Selector();
        return [.. _timeline.Last.Samples.Where(sample => sample.Name == name && isWanted(sample)).Select(sample => sample with { Name = "" })];
    }

    private Func<Sample, bool> Selector()
    {
        var conditions = new List<Func<Sample, bool>>();
        if (TryTake("{"))
        {
            for (var label = Take(); label != "}"; label = Take())
            {
                if (label == ",")
                    continue;
                var (sign, text, key) = (Take(), Take()[1..^1], label);
                conditions.Add(sample => (sign, sample.Labels.GetValueOrDefault(key, "")) switch
                {
                    ("=", var value) => value == text,
                    ("!=", var value) => value != text,
                    ("=~", var value) => Regex.IsMatch(value, $"^(?:{text})$"),
                    (_, var value) => !Regex.IsMatch(value, $"^(?:{text})$"),
                });
            }
        }

        return sample => conditions.All(holds => holds(sample));
    }

    private List<string> Names()
    {
        Take("(");
        var names = new List<string>();
        for (var word = Take(); word != ")"; word = Take())
        {
            if (word != ",")
                names.Add(word);
        }

        return names;
    }

    private IReadOnlyList<Sample> Closed(IReadOnlyList<Sample> inner)
    {
        Take(")");
        return inner;
    }

    private bool TryTake(string word)
    {
        if (Next != word)
            return false;
        _at++;
        return true;
    }

    private string Take(string? expected = null)
    {
        var word = Next ?? throw new FormatException("The query ends too early.");
        _at++;
        return expected is null || word == expected ? word : throw new FormatException($"'{word}' where '{expected}' should be.");
    }

    private static bool IsSame(Sample one, Sample other) => one.Labels.Count == other.Labels.Count && one.Labels.All(other.Labels.Contains);

    [GeneratedRegex("""=~|!~|>=|<=|==|!=|[-+*/(){}\[\],<>=]|"[^"]*"|[a-zA-Z_:][\w:]*|[0-9.]+[a-z]*""")]
    private static partial Regex Word();

    [GeneratedRegex("""\{[^}]*\}|\[[^\]]*\]""")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\bby\s*\([^)]*\)")]
    private static partial Regex Grouping();

    [GeneratedRegex(@"\b[a-z][a-z0-9]*(_[a-z0-9]+)+\b(?!\s*\()")]
    private static partial Regex MetricName();
}
