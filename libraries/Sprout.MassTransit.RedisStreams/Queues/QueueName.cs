namespace Sprout.MassTransit.RedisStreams.Queues;

/// <summary>What the names of queues say.</summary>
internal static class QueueName
{
    private const int Most = 3;

    /// <summary>Where messages end whose consumer has failed.</summary>
    public const string ErrorSuffix = "_error";

    /// <summary>Where messages end that no consumer of the endpoint wanted.</summary>
    public const string SkippedSuffix = "_skipped";

    /// <summary>The queue whose dead letters are in this one; null when this is none of that kind.</summary>
    public static string? Origin(string name) =>
        name.EndsWith(ErrorSuffix, StringComparison.Ordinal) ? name[..^ErrorSuffix.Length]
        : name.EndsWith(SkippedSuffix, StringComparison.Ordinal) ? name[..^SkippedSuffix.Length]
        : null;

    /// <summary>The queue that an address names, of whichever transport; null when it names none.</summary>
    public static string? OfAddress(string? address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
            return null;
        var name = Uri.UnescapeDataString(uri.AbsolutePath[(uri.AbsolutePath.LastIndexOf('/') + 1)..]);
        return name.Length == 0 ? null : name;
    }

    /// <summary>Those of the names that somebody may have meant, the nearest first.</summary>
    public static IReadOnlyList<string> Near(string name, IEnumerable<string> names) =>
    [
        .. names.Select(other => (Name: other, Distance: Distance(name.ToUpperInvariant(), other.ToUpperInvariant())))
            .Where(other => other.Distance <= Math.Max(2, name.Length / 3) || other.Name.Contains(name, StringComparison.OrdinalIgnoreCase))
            .OrderBy(other => other.Distance).ThenBy(other => other.Name, StringComparer.Ordinal)
            .Take(Most).Select(other => other.Name),
    ];

    // Levenshtein's: how many letters must be added, removed or replaced.
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (one[i - 1] == other[j - 1] ? 0 : 1)));
        }

        return row[^1];
    }
}
