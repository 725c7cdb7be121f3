using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sprout.Testing;

namespace Sprout.EndToEnd.Tests.Failures;

/// <summary>What the API says of containers that failed, written down for a golden: everything but what differs from run to run.</summary>
internal sealed partial class FailureBook
{
    private readonly SortedDictionary<string, string> _pages = new(StringComparer.Ordinal);

    private const string Quote = " Its log ends with: ";

    /// <summary>
    /// Waits until the container has failed and writes down the answer about it and the stages that it came through. Where the answer quotes its log's last
    /// line, that is to be read at its logs too.
    /// </summary>
    public async Task WriteAsync(SproutClient client, string what, Guid id)
    {
        var container = await client.WaitUntilAsync(id, "failed");
        container.GetProperty("waiting_for").ValueKind.ShouldBe(JsonValueKind.Null, what);
        var page = new StringBuilder().AppendLine($"## {what}");
        foreach (var member in container.GetProperty("failure").EnumerateObject())
            page.AppendLine($"failure.{member.Name}: {Steady(member.Value.ToString(), id)}");

        var timeline = (await client.ReadAsync($"containers/{id}/events")).GetProperty("events").EnumerateArray().ToList();
        page.AppendLine($"stages: {string.Join(", ", StagesOf(timeline))}");
        var last = timeline.Last(entry => entry.GetProperty("event").GetString() is "failed");
        last.GetProperty("failure").GetProperty("reason").GetString().ShouldBe(container.GetProperty("failure").GetProperty("reason").GetString(), what);
        var message = container.GetProperty("failure").GetProperty("message").GetString()!;
        if (message.IndexOf(Quote, StringComparison.Ordinal) is >= 0 and var quote)
            (await client.LogsAsync(id)).ShouldContain(message[(quote + Quote.Length)..].TrimEnd('.'), Case.Sensitive, what);
        lock (_pages)
            _pages.Add(what, page.ToString());
    }

    /// <summary>Holds it against the golden of that name beside the test.</summary>
    public void ShouldMatch(string name) => Golden.ShouldMatch(string.Join('\n', _pages.Values), name);

    // In the order in which they are told. Two things are chance: whether a node is found before the ingress is made, and whether what holds a container
    // up lasts for long enough to be told before it counts as a failure.
    private static IEnumerable<string> StagesOf(IReadOnlyList<JsonElement> timeline)
    {
        var told = timeline.Select(entry => entry.GetProperty("event").GetString()!).Where(name => name is not "waiting").ToList();
        if (told.Remove("applied"))
            told.Insert(1, "applied");
        return told;
    }

    private static string Steady(string text, Guid id)
    {
        text = text.Replace(id.ToString(), "<id>", StringComparison.Ordinal);
        text = Seconds().Replace(text, "<n> seconds");
        text = Address().Replace(text, "<address>");
        return Hash().Replace(text, "<hash>");
    }

    [GeneratedRegex(@"\b\d+ seconds", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Seconds();

    [GeneratedRegex(@"\b(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();

    [GeneratedRegex(@"\b[0-9a-f]{32,64}\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hash();
}
