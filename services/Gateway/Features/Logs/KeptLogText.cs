using System.Globalization;
using System.Text;
using Sprout.State;

namespace Sprout.Gateway.Features.Logs;

/// <summary>Chooses among kept lines as the cluster would.</summary>
internal static class KeptLogText
{
    /// <summary>The lines that are wanted, with their times or without.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Select(KeptLogs logs, LogQuery query)
    {
        var lines = Lines(logs.Text);
        if (query.Since is { } since)
        {
            // Kubernetes cuts the time to whole seconds.
            var second = DateTimeOffset.FromUnixTimeSeconds(since.ToUnixTimeSeconds());
            lines = lines.Where(line => TimeOf(line) is not { } time || time >= second);
        }

        if (query.Tail is { } tail)
            lines = lines.TakeLast(tail);
        return query.Timestamps ? lines : lines.Select(line => line[TextStart(line)..]);
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Lines(ReadOnlyMemory<byte> text)
    {
        while (text.Span.IndexOf((byte)'\n') is >= 0 and var end)
        {
            yield return text[..(end + 1)];
            text = text[(end + 1)..];
        }
    }

    private static DateTimeOffset? TimeOf(ReadOnlyMemory<byte> line) =>
        TextStart(line) is > 0 and var start
        && DateTimeOffset.TryParse(Encoding.ASCII.GetString(line.Span[..(start - 1)]), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;

    private static int TextStart(ReadOnlyMemory<byte> line) => line.Span.IndexOf((byte)' ') + 1;
}
