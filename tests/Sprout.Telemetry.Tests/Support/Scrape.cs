using System.Globalization;
using System.Text.RegularExpressions;

namespace Sprout.Telemetry.Tests.Support;

/// <summary>What a scraper reads, as strictly as Prometheus' own parser: a line that it would refuse, a series twice, or a name in two places throws.</summary>
internal sealed partial class Scrape
{
    private Scrape(IReadOnlyDictionary<string, string> types, IReadOnlyList<Sample> samples) => (Types, Samples) = (types, samples);

    /// <summary>The names that have a TYPE, with it.</summary>
    public IReadOnlyDictionary<string, string> Types { get; }

    public IReadOnlyList<Sample> Samples { get; }

    /// <summary>Every name that a query may use: a histogram has three.</summary>
    public IEnumerable<string> Names => Samples.Select(sample => sample.Name).Distinct();

    public static async Task<Scrape> OfAsync(HttpClient http, Uri url)
    {
        using var response = await http.GetAsync(url);
        response.EnsureSuccessStatusCode();
        response.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; version=0.0.4; charset=utf-8");
        return Read(await response.Content.ReadAsStringAsync());
    }

    public static Scrape Read(string text)
    {
        text.ShouldEndWith("\n");
        var types = new Dictionary<string, string>();
        var samples = new List<Sample>();
        var seen = new HashSet<string>();
        var (family, help) = ("", "");
        foreach (var line in text[..^1].Split('\n'))
        {
            if (HelpLine().Match(line) is { Success: true } helps)
            {
                help = helps.Groups["name"].Value;
            }
            else if (TypeLine().Match(line) is { Success: true } type)
            {
                (family = type.Groups["name"].Value).ShouldBe(help, "HELP stands before TYPE");
                types.TryAdd(family, type.Groups["type"].Value).ShouldBeTrue($"{family} in two places");
            }
            else
            {
                var sample = SampleLine().Match(line);
                sample.Success.ShouldBeTrue($"no line of the format: {line}");
                var name = sample.Groups["name"].Value;
                (types[family] == "histogram" ? name.StartsWith(family + "_", StringComparison.Ordinal) : name == family).ShouldBeTrue($"{name} among {family}");
                seen.Add(line[..line.LastIndexOf(' ')]).ShouldBeTrue($"twice: {line}");
                samples.Add(new(name, Labels(sample.Groups["labels"].Value), Number(sample.Groups["value"].Value)));
            }
        }

        return new(types, samples);
    }

    /// <summary>The sum of the series of a name that have these labels, among others; null where there is none.</summary>
    public double? Sum(string name, params (string Name, string Value)[] labels) =>
        Samples.Where(sample => sample.Name == name && sample.Has(labels)).Select(sample => (double?)sample.Value).Aggregate((double?)null, (sum, value) => (sum ?? 0) + value);

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    private static Dictionary<string, string> Labels(string text) => LabelPair().Matches(text).ToDictionary(
        pair => pair.Groups["name"].Value,
        pair => Escape().Replace(pair.Groups["value"].Value, escape => escape.Value switch { @"\n" => "\n", var other => other[1..] }));

    [GeneratedRegex(@"^# HELP (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) [^\n]*$")]
    private static partial Regex HelpLine();

    [GeneratedRegex("^# TYPE (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<type>counter|gauge|histogram)$")]
    private static partial Regex TypeLine();

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<labels>[a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\[\\"n])*"(,[a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\[\\"n])*")*)\})? (?<value>[+-]?Inf|NaN|-?[0-9.eE+-]+)$""")]
    private static partial Regex SampleLine();

    [GeneratedRegex("""(?<name>[a-zA-Z_][a-zA-Z0-9_]*)="(?<value>([^"\\]|\\[\\"n])*)["]""")]
    private static partial Regex LabelPair();

    [GeneratedRegex(@"\\[\\""n]")]
    private static partial Regex Escape();
}
