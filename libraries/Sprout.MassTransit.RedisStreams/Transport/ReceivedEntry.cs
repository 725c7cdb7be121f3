using System.Globalization;
using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>An entry as it was delivered.</summary>
/// <param name="Id">The entry's id; its first part is Redis' time in milliseconds.</param>
/// <param name="Values">The fields; none when the entry was deleted while it was pending.</param>
/// <param name="Deliveries">How often it has been delivered under this id, this time included.</param>
internal sealed record ReceivedEntry(string Id, IReadOnlyList<NameValueEntry> Values, long Deliveries)
{
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
    public TimeSpan? RemainingLife(DateTimeOffset now) => Number(EntryField.TimeToLive) is { } life
        ? DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(Id.AsSpan(0, Id.IndexOf('-', StringComparison.Ordinal)), CultureInfo.InvariantCulture) + life) - now
        : null;

    public RedisValue this[string name]
    {
        get
        {
            for (var i = 0; i < Values.Count; i++)
            {
                if (Values[i].Name == name)
                    return Values[i].Value;
            }

            return RedisValue.Null;
        }
    }

    /// <summary>The fields with other headers, without what belongs to this delivery only.</summary>
    public IReadOnlyList<NameValueEntry> With(byte[]? headers, RedisValue body = default, TimeSpan? life = null)
    {
        // Somebody else's entry may have no body at all.
        var own = this[EntryField.Body];
        var fields = new List<NameValueEntry> { new(EntryField.Body, !body.IsNull ? body : !own.IsNull ? own : "") };
        if (this[EntryField.ContentType] is { IsNull: false } contentType)
            fields.Add(new(EntryField.ContentType, contentType));
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
        return new((string)claimed[0]!, values, (long)claimed[1]);
    }

    private long? Number(string name) =>
        this[name] is { IsNull: false } value && long.TryParse((string?)value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
