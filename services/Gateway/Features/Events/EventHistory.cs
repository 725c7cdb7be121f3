using Sprout.Redis;
using Sprout.State;

namespace Sprout.Gateway.Features.Events;

/// <summary>Reads what the feed still has.</summary>
internal sealed class EventHistory
{
    /// <summary>Most entries of one read.</summary>
    public const int PageSize = 200;

    private readonly IDatabase _database;

    public EventHistory(IDatabase database) => _database = database;

    /// <summary>
    /// The entries after one, oldest first, up to <see cref="PageSize"/>; null when that one is gone, and then others after it may be gone
    /// too. The range includes the entry itself: a stream is trimmed from its old end, so while it is there, nothing after it is missing,
    /// and one command says both.
    /// </summary>
    public async Task<IReadOnlyList<StreamEntry>?> ReadAfterAsync(StreamPosition position, CancellationToken cancellationToken)
    {
        var entries = await _database.StreamRangeAsync(SproutKeys.Feed, position.ToString(), "+", PageSize + 1, cancellationToken);
        return entries.Length > 0 && StreamPosition.Parse(entries[0].Id) == position ? entries[1..] : null;
    }

    /// <summary>Where the feed ends now.</summary>
    public async Task<StreamPosition> FindEndAsync(CancellationToken cancellationToken)
    {
        var newest = await _database.ExecuteAsync("XREVRANGE", [SproutKeys.Feed.Name, "+", "-", "COUNT", 1], cancellationToken);
        return newest.Length == 0 ? StreamPosition.Beginning : StreamPosition.Parse((string)newest[0][0]!);
    }
}
