using System.Globalization;
using System.Text.RegularExpressions;

namespace Sprout.Bench.Lifecycle;

/// <summary>What an API server has written by its own count, <c>apiserver_request_total</c>: the objects of containers, and the quota of which each pod is taken.</summary>
internal sealed partial record ApiWrites(IReadOnlyDictionary<string, long> ByResource)
{
    private static readonly string[] Resources = ["pods", "services", "ingresses", "resourcequotas/status"];

    /// <summary>Asks the server; null for one that does not count, such as the simulator.</summary>
    public static async Task<ApiWrites?> ReadAsync(HttpClient http, CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync("/metrics", cancellationToken);
        if (!answer.IsSuccessStatusCode)
            return null;
        var counts = Resources.ToDictionary(resource => resource, _ => 0L);
        foreach (var line in (await answer.Content.ReadAsStringAsync(cancellationToken)).Split('\n').Where(line => line.StartsWith("apiserver_request_total{", StringComparison.Ordinal)))
        {
            var labels = Label().Matches(line).ToDictionary(label => label.Groups["name"].Value, label => label.Groups["value"].Value);
            var resource = labels["resource"] + (labels.GetValueOrDefault("subresource") is { Length: > 0 } part ? $"/{part}" : "");
            if (labels["verb"] is "POST" or "PUT" && labels["code"].StartsWith('2') && counts.ContainsKey(resource))
                counts[resource] += (long)double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
        }

        return new(counts);
    }

    /// <summary>In words, what was written since then.</summary>
    public string Since(ApiWrites before, int containers) => string.Join(
        ", ", Resources.Select(resource => string.Create(CultureInfo.InvariantCulture, $"{resource} {(double)(ByResource[resource] - before.ByResource[resource]) / containers:F2}")));

    [GeneratedRegex("(?<name>[a-z_]+)=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Label();
}
