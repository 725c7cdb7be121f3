using Sprout.Redis;

namespace Sprout.State;

/// <summary>
/// The id of this installation, made once and kept in Redis. Everything that Sprout puts into a cluster carries it, so that two installations
/// on one cluster, or one whose Redis was flushed, never touch each other's objects.
/// </summary>
public sealed class InstallationId
{
    private readonly IDatabase _database;
    private string? _known;

    /// <summary>Takes the database.</summary>
    public InstallationId(IDatabase database) => _database = database;

    /// <summary>The id: 12 lower-case hex digits, a legal label value. One round trip at first, none later.</summary>
    public async ValueTask<string> GetAsync(CancellationToken cancellationToken = default)
    {
        if (_known is { } known)
            return known;
        var candidate = Guid.NewGuid().ToString("N")[..12];
        if (await _database.StringSetAsync(SproutKeys.Installation, candidate, expiry: null, When.NotExists, cancellationToken))
            return _known = candidate;
        return _known = (await _database.StringGetAsync(SproutKeys.Installation, cancellationToken)).ToString();
    }
}
