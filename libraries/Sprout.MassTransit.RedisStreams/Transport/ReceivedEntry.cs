using System.Globalization;
using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>An entry as it was delivered.</summary>
/// <param name="Entry">The entry. The first part of its id is Redis' time in milliseconds.</param>
/// <param name="Deliveries">How often it has been delivered under this id, this time included.</param>
internal sealed record ReceivedEntry(StreamEntry Entry, long Deliveries)
{
    // In milliseconds more than a century. What somebody else wrote may be anything, and is to be counted with.
    private const ulong Most = 1UL << 42;

    public string Id => Entry.Id;

    /// <summary>Where it stands in its stream.</summary>
    public (ulong Milliseconds, ulong Sequence) Position
    {
        get
        {
            var dash = Id.IndexOf('-', StringComparison.Ordinal);
            return (ulong.Parse(Id.AsSpan(0, dash), CultureInfo.InvariantCulture), ulong.Parse(Id.AsSpan(dash + 1), CultureInfo.InvariantCulture));
        }
    }

    /// <summary>How often the message was delivered, under whichever id.</summary>
    public long TotalDeliveries => Deliveries + (Number(EntryField.Deliveries) ?? 0);

    /// <summary>What is left of its life; null when it has no end.</summary>
    public TimeSpan? RemainingLife(DateTimeOffset now) => Number(EntryField.TimeToLive) is { } life && Position.Milliseconds < Most
        ? DateTimeOffset.FromUnixTimeMilliseconds((long)Position.Milliseconds + life) - now
        : null;

    public RedisValue this[string name] => Entry[name];

    /// <summary>The fields with other headers, without what belongs to this delivery only. What somebody else wrote stays, for it may say what went wrong.</summary>
    public IReadOnlyList<NameValueEntry> With(byte[]? headers, RedisValue body = default, TimeSpan? life = null)
    {
        var fields = new List<NameValueEntry>();
        foreach (var field in Entry.Values)
        {
            if (field.Name == EntryField.Body && !body.IsNull)
                fields.Add(new(EntryField.Body, body));
            else if (field.Name != EntryField.Headers && field.Name != EntryField.TimeToLive && field.Name != EntryField.Deliveries)
                fields.Add(field);
        }

        if (headers is not null)
            fields.Add(new(EntryField.Headers, headers));
        if (life is { } left)
            fields.Add(new(EntryField.TimeToLive, Math.Max(1, (long)left.TotalMilliseconds)));
        return fields;
    }

    public static ReceivedEntry OfClaim(RedisResult claimed)
    {
        var fields = claimed[2];
        var values = new NameValueEntry[fields.Length / 2];
        for (var i = 0; i < values.Length; i++)
            values[i] = new((string)fields[2 * i]!, (RedisValue)fields[(2 * i) + 1]);
        return new(new((string)claimed[0]!, values), (long)claimed[1]);
    }

    private long? Number(string name) =>
        this[name] is { IsNull: false } value && long.TryParse((string?)value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Min(number, (long)Most) : null;
}
