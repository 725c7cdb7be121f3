using Sprout.Redis;

namespace Sprout.State.Tests.Support;

/// <summary>What a container has left in Redis besides its document, in words that a table of expectations can hold.</summary>
internal static class Traces
{
    private static readonly string[] States = ["pending", "running", "failed", "deleting", "deleted"];

    /// <summary>Such as <c>all pending live | Ready+300 Step+30 | owner:ada=inf | container.created</c>; deadlines in seconds after now, the feed's last entry.</summary>
    public static async Task<string> OfAsync(IDatabase database, ContainerDocument container)
    {
        string id = container.CorrelationId.ToString("D");
        List<string> indexes = [];
        await NoteAsync("all", SproutKeys.OwnerContainers(container.Owner));
        foreach (var state in States)
            await NoteAsync(state, SproutKeys.OwnerContainers(container.Owner, state));
        await NoteAsync("live", SproutKeys.Live);

        List<string> deadlines = [];
        foreach (var kind in Enum.GetValues<DeadlineKind>())
        {
            if (await ScoreAsync(SproutKeys.Deadlines, new Deadline(kind, container.CorrelationId).Member) is { } due)
                deadlines.Add($"{kind}+{(due - Container.Now.ToUnixTimeMilliseconds()) / 1000}");
        }

        List<string> quota = [];
        foreach (var scope in Container.Scopes)
        {
            if (await ScoreAsync(SproutKeys.Quota(scope), id) is { } lease)
                quota.Add(double.IsPositiveInfinity(lease) ? scope : scope + " (leased)");
        }

        var feed = await database.StreamRangeAsync(SproutKeys.Feed);
        return string.Join(" | ", string.Join(' ', indexes), string.Join(' ', deadlines), string.Join(' ', quota), feed.Length == 0 ? "" : feed[^1]["event_type"].ToString());

        async Task NoteAsync(string name, RedisKey index)
        {
            if (await ScoreAsync(index, id) is not { } score)
                return;
            score.ShouldBe((container.CreatedAt - DateTimeOffset.UnixEpoch).Ticks / 10);
            indexes.Add(name);
        }

        async Task<double?> ScoreAsync(RedisKey key, RedisValue member) =>
            await database.ExecuteAsync("ZSCORE", [key.Name, member]) is { IsNull: false } score ? (double)(RedisValue)score : null;
    }
}
