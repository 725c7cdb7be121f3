namespace Sprout.Redis;

/// <summary>One entry of a stream.</summary>
/// <param name="Id">The entry's id, <c>milliseconds-sequence</c>.</param>
/// <param name="Values">The fields in the order in which they were added.</param>
public sealed record StreamEntry(string Id, IReadOnlyList<NameValueEntry> Values)
{
    /// <summary>The first field of that name; Redis' null where there is none.</summary>
    public RedisValue this[string name]
    {
        get
        {
            foreach (var value in Values)
                if (value.Name == name)
                    return value.Value;
            return RedisValue.Null;
        }
    }
}
