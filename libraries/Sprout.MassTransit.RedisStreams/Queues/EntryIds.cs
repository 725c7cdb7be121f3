using System.Globalization;

namespace Sprout.MassTransit.RedisStreams.Queues;

/// <summary>Ids that people have typed.</summary>
internal static class EntryIds
{
    /// <summary>Returns it. Throws <see cref="ArgumentException"/> for what is no whole id: Redis would take half of one for all that begin so.</summary>
    public static string Check(string id) =>
        id.Split('-') is [var milliseconds, var sequence] && IsNumber(milliseconds) && IsNumber(sequence)
            ? id
            : throw new ArgumentException($"'{id}' is no id of an entry, such as 1700000000000-0.", nameof(id));

    private static bool IsNumber(string text) => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
