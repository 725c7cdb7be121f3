using Sprout.Redis;

namespace Sprout.State;

/// <summary>
/// What else must change when a container's document does: indexes, deadlines, quota slots, its timeline and the feed. A pure function of the document
/// before and after, whose commands run in the same script that stores the document.
/// </summary>
public sealed class ContainerChange
{
    private static readonly DeadlineKind[] DeadlineKinds = Enum.GetValues<DeadlineKind>();

    private readonly ContainerDocument? _before;
    private readonly ContainerDocument _after;

    /// <summary>Takes the document as it was (null for a new one) and as it will be.</summary>
    public ContainerChange(ContainerDocument? before, ContainerDocument after)
    {
        _before = before;
        _after = after;
    }

    private RedisValue Id => _after.CorrelationId.ToString("D");

    /// <summary>
    /// Commands that must answer something, or nothing may be stored: a new container needs its leased slots to be still there.
    /// </summary>
    public IEnumerable<RedisCommand> Conditions() =>
        _before is null ? _after.QuotaScopes.Select(scope => new RedisCommand("ZSCORE", SproutKeys.Quota(scope).Name, Id)) : [];

    /// <summary>The commands that change what depends on the document.</summary>
    /// <param name="now">The time that the feed says.</param>
    /// <param name="feedLength">About how many entries the feed keeps.</param>
    public IEnumerable<RedisCommand> Commands(DateTimeOffset now, int feedLength) =>
        [.. Indexes(), .. Deadlines(), .. Quota(), .. TimelineChange.Commands(_before, _after, now), .. Feed(now, feedLength)];

    private IEnumerable<RedisCommand> Indexes()
    {
        var created = _after.CreatedAt.ToUnixTimeMicroseconds();
        if (_before is null)
            yield return new("ZADD", SproutKeys.OwnerContainers(_after.Owner).Name, created, Id);
        if (_before is { } before && before.CurrentState != _after.CurrentState)
            yield return new("ZREM", StateIndex(before).Name, Id);
        if (_before?.CurrentState != _after.CurrentState)
            yield return new("ZADD", StateIndex(_after).Name, created, Id);
        if (_before?.IsLive != _after.IsLive)
            yield return _after.IsLive ? new("ZADD", SproutKeys.Live.Name, created, Id) : new("ZREM", SproutKeys.Live.Name, Id);
    }

    private IEnumerable<RedisCommand> Deadlines()
    {
        foreach (var kind in DeadlineKinds)
        {
            var before = _before is null ? null : Deadline.Of(_before, kind);
            var after = Deadline.Of(_after, kind);
            var member = new Deadline(kind, _after.CorrelationId).Member;
            // Also when it has not moved: the keeper postpones what it has taken, and this write settles it.
            if (after is { } due)
                yield return new("ZADD", SproutKeys.Deadlines.Name, due.ToUnixTimeMilliseconds(), member);
            else if (before is not null)
                yield return new("ZREM", SproutKeys.Deadlines.Name, member);
        }
    }

    private IEnumerable<RedisCommand> Quota()
    {
        if (_before is null && _after.HoldsQuota)
            return _after.QuotaScopes.SelectMany(scope => new[] { new RedisCommand("ZADD", SproutKeys.Quota(scope).Name, "+inf", Id), new("PERSIST", SproutKeys.Quota(scope).Name) });
        if (_before is { HoldsQuota: true } && !_after.HoldsQuota)
            return _after.QuotaScopes.Select(scope => new RedisCommand("ZREM", SproutKeys.Quota(scope).Name, Id));
        return [];
    }

    private IEnumerable<RedisCommand> Feed(DateTimeOffset now, int feedLength)
    {
        if (FeedEntry.EventOf(_before, _after) is null)
            yield break;
        var fields = FeedEntry.Fields(_before, _after, now).SelectMany(field => new RedisValue[] { field.Name, field.Value });
        yield return new("XADD", [SproutKeys.Feed.Name, "MAXLEN", "~", feedLength, "*", .. fields]);
    }

    private static RedisKey StateIndex(ContainerDocument document) =>
        SproutKeys.OwnerContainers(document.Owner, ContainerStates.Public(document.CurrentState));
}
