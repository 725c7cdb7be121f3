namespace Sprout.Lifecycle.Observer;

/// <summary>
/// Remembers which differences were told, so that one that stays is told less and less often. Only what differs now is kept.
/// </summary>
internal sealed class Retellings
{
    private readonly TimeProvider _time;
    private readonly TimeSpan _first;
    private readonly TimeSpan _longest;
    private readonly Dictionary<(Guid, string), (DateTimeOffset Next, TimeSpan Wait)> _known = [];
    private readonly HashSet<(Guid, string)> _seen = [];

    public Retellings(TimeProvider time, TimeSpan first, TimeSpan longest)
    {
        _time = time;
        _first = first;
        _longest = longest;
    }

    /// <summary>Whether it is time to tell of this difference.</summary>
    /// <param name="id">Whose.</param>
    /// <param name="what">Which.</param>
    /// <param name="isFirstLater">Whether it gets some time to settle when it is seen first.</param>
    public bool IsDue(Guid id, string what, bool isFirstLater = false)
    {
        var now = _time.GetUtcNow();
        _seen.Add((id, what));
        if (!_known.TryGetValue((id, what), out var known))
            _known[(id, what)] = known = (isFirstLater ? now + _first : now, _first);
        return known.Next <= now;
    }

    /// <summary>Notes that it was told; returns how long it is until the next time.</summary>
    public TimeSpan NoteTold(Guid id, string what)
    {
        var (_, wait) = _known[(id, what)];
        _known[(id, what)] = (_time.GetUtcNow() + wait, TimeSpan.FromTicks(Math.Min(wait.Ticks * 2, _longest.Ticks)));
        return wait;
    }

    /// <summary>Ends a comparison: what was not asked for in it has settled.</summary>
    public void EndRound()
    {
        foreach (var settled in _known.Keys.Where(key => !_seen.Contains(key)).ToList())
            _known.Remove(settled);
        _seen.Clear();
    }
}
