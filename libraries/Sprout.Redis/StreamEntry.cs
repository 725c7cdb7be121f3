namespace Sprout.Redis;

/// <summary>One entry of a stream. Its values share their memory: to keep a small one for long, copy it.</summary>
/// <param name="Id">The entry's id, <c>milliseconds-sequence</c>.</param>
/// <param name="Values">The fields in the order in which they were added; none where <see cref="IsDeleted"/>.</param>
public sealed record StreamEntry(string Id, IReadOnlyList<NameValueEntry> Values)
{
    /// <summary>Whether the entry is no longer in the stream, and only still pending in a group. An entry of a stream has a field.</summary>
    public bool IsDeleted => Values.Count == 0;

    /// <summary>The first field of that name; Redis' null where there is none.</summary>
    public RedisValue this[string name]
    {
        get
        {
            for (var i = 0; i < Values.Count; i++) // by index: an enumerator behind an interface is an allocation
            {
                if (Values[i].Name == name)
                    return Values[i].Value;
            }

            return RedisValue.Null;
        }
    }
}
