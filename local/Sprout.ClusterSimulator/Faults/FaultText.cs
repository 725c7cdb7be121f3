using System.Globalization;

namespace Sprout.ClusterSimulator.Faults;

/// <summary>Rules as text: pairs with commas between them, rules with semicolons, several values with plus signs.</summary>
internal static class FaultText
{
    private const string Known = "probability, kinds, verbs, resources, user-agents, most, max-latency, max-watch-lifetime, retry-after, max-scheduler-delay";

    public static IReadOnlyList<FaultOptions> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        const StringSplitOptions Tidy = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        return [.. text.Split([';', '\n'], Tidy).Select(rule => rule.Split(',', Tidy).Aggregate(new FaultOptions(), Take))];
    }

    public static string Format(IEnumerable<FaultOptions> rules) => string.Join(';', rules.Select(rule => string.Join(
        ',',
        string.Create(CultureInfo.InvariantCulture, $"probability={rule.Probability},kinds={string.Join('+', Single(rule.Kinds))}"),
        $"verbs={string.Join('+', rule.Verbs)}",
        $"resources={string.Join('+', rule.Resources)}",
        $"user-agents={string.Join('+', rule.UserAgents)}",
        $"most={rule.Most}",
        $"max-latency={Milliseconds(rule.MaxLatency)},max-watch-lifetime={Milliseconds(rule.MaxWatchLifetime)}",
        $"retry-after={rule.RetryAfterSeconds},max-scheduler-delay={Milliseconds(rule.MaxSchedulerDelay)}")));

    private static FaultOptions Take(FaultOptions rule, string pair)
    {
        var (name, value) = pair.Split('=', 2) is [var left, var right] ? (left.Trim(), right.Trim()) : (pair, "");
        try
        {
            return name switch
            {
                "probability" => rule with { Probability = double.Parse(value, CultureInfo.InvariantCulture) },
                "kinds" => rule with { Kinds = value.Split('+').Select(Kind).Aggregate(FaultKinds.None, (all, kind) => all | kind) },
                "verbs" => rule with { Verbs = List(value) },
                "resources" => rule with { Resources = List(value) },
                "user-agents" => rule with { UserAgents = List(value) },
                "most" => rule with { Most = value.Length == 0 ? null : int.Parse(value, CultureInfo.InvariantCulture) },
                "max-latency" => rule with { MaxLatency = Time(value) },
                "max-watch-lifetime" => rule with { MaxWatchLifetime = Time(value) },
                "retry-after" => rule with { RetryAfterSeconds = int.Parse(value, CultureInfo.InvariantCulture) },
                "max-scheduler-delay" => rule with { MaxSchedulerDelay = Time(value) },
                _ => throw new FormatException($"There is no {name} among faults; there are {Known}."),
            };
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or ArgumentException && !exception.Message.StartsWith("There is no ", StringComparison.Ordinal))
        {
            throw new FormatException($"{name}={value} cannot be read among faults: {exception.Message}", exception);
        }
    }

    private static string[] List(string value) => value.Split('+', StringSplitOptions.RemoveEmptyEntries);

    private static FaultKinds Kind(string name) =>
        Enum.TryParse<FaultKinds>(name.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var kind)
            ? kind
            : throw new FormatException($"there are {string.Join(", ", Single(FaultKinds.All))} and all");

    private static IEnumerable<string> Single(FaultKinds kinds) =>
        Enum.GetValues<FaultKinds>().Where(kind => int.PopCount((int)kind) == 1 && kinds.HasFlag(kind)).Select(kind => kind.ToString());

    private static TimeSpan Time(string value) => value switch
    {
        [.. var number, 'm', 's'] => TimeSpan.FromMilliseconds(double.Parse(number, CultureInfo.InvariantCulture)),
        [.. var number, 's'] => TimeSpan.FromSeconds(double.Parse(number, CultureInfo.InvariantCulture)),
        _ => throw new FormatException("a time is 250ms or 3s"),
    };

    private static string Milliseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds}ms");
}
