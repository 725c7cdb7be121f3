using System.Globalization;
using System.Text;
using Sprout.Local.Operators;
using Sprout.MassTransit.RedisStreams.Queues;

namespace Sprout.Local.Queues;

/// <summary>Queues and messages for people to read. What others have written goes to the terminal without control characters.</summary>
public static class QueuesText
{
    private const int LongestCell = 60;

    /// <summary>A table with a line per queue.</summary>
    public static string Of(QueuesOverview overview)
    {
        var lines = overview.Queues.Select(queue => (string[])
        [
            queue.Name, Number(queue.Depth), Number(queue.Lag), Number(queue.Pending), Age(queue.OldestAge), Number(queue.Consumers), Number(queue.Errors), Number(queue.Skipped),
        ]);
        return $"{Table.Of(["queue", "depth", "lag", "pending", "oldest", "consumers", "error", "skipped"], lines, left: 1)}\n\n{Messages(overview.Delayed)} delayed";
    }

    /// <summary>A table with a line per message.</summary>
    public static string Of(IReadOnlyList<QueueEntry> entries)
    {
        if (entries.Count == 0)
            return "No messages.";
        var lines = entries.Select(entry => (string[])
        [
            entry.Id, Age(entry.Age), entry.MessageTypes.Count == 0 ? "?" : Cell(string.Join(' ', entry.MessageTypes)), Cell(entry.MessageId), Cell(Why(entry.Fault)), Cell(entry.Fault?.InputAddress),
        ]);
        return Table.Of(["id", "age", "type", "message id", "fault", "received at"], lines, left: 6);
    }

    /// <summary>All of one message.</summary>
    public static string Of(QueueEntry entry)
    {
        var text = new StringBuilder()
            .Append("id            ").Append(entry.Id).Append('\n')
            .Append("age           ").Append(Age(entry.Age)).Append('\n');
        if (entry.TimeToLive is { } life)
            text.Append("time to live  ").Append(Age(life)).Append('\n');
        if (entry.EarlierDeliveries > 0)
            text.Append("deliveries    ").Append(Number(entry.EarlierDeliveries)).Append('\n');
        text.Append("content type  ").Append(Harmless(entry.ContentType)).Append('\n');
        foreach (var (name, value) in entry.Headers.OrderBy(header => header.Key, StringComparer.Ordinal))
            text.Append(Harmless(name)).Append(": ").Append(Harmless(value).Replace("\n", "\n    ", StringComparison.Ordinal)).Append('\n');
        return text.Append('\n').Append(Harmless(BodyText.Of(entry.Body))).ToString();
    }

    /// <summary>So many messages, in words.</summary>
    public static string Messages(long count) => count == 1 ? "1 message" : $"{Number(count)} messages";

    private static string Why(QueueFault? fault) => fault?.ExceptionType is { } type ? $"{type}: {fault.Message}" : fault?.Reason ?? "";

    private static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "-";

    private static string Age(TimeSpan? age) => age switch
    {
        null => "-",
        { TotalSeconds: < 60 } some => $"{some.Seconds} s",
        { TotalMinutes: < 60 } some => $"{some.Minutes} min {some.Seconds} s",
        { TotalHours: < 24 } some => $"{some.Hours} h {some.Minutes} min",
        { } some => $"{some.Days} d {some.Hours} h",
    };

    private static string Cell(string? text)
    {
        var line = Harmless(text ?? "").ReplaceLineEndings(" ");
        return line.Length <= LongestCell ? line : line[..(LongestCell - 1)] + "…";
    }

    // A message must not be able to move the cursor or to rename the window.
    private static string Harmless(string text) => string.Concat(text.Where(letter => !char.IsControl(letter) || letter == '\n'));
}
