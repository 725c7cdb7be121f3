using Sprout.Redis;

namespace Sprout.State;

/// <summary>
/// The id of this installation, made once and kept in Redis. Everything that Sprout puts into a cluster carries it, so that two installations
/// on one cluster, or one whose Redis was flushed, never touch each other's objects.
/// </summary>
public sealed class InstallationId
{
    private readonly IDatabase _database;

    /// <summary>Takes the database.</summary>
    public InstallationId(IDatabase database) => _database = database;

    /// <summary>
    /// The id: 12 lower-case hex digits, a legal label value. One round trip. Asked for each time, for all processes must agree on it, also after
    /// Redis has lost its data under some of them.
    /// </summary>
    public async ValueTask<string> GetAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            if (await _database.StringGetAsync(SproutKeys.Installation, cancellationToken) is { IsNull: false } known)
                return known.ToString();
            var candidate = Guid.NewGuid().ToString("N")[..12];
            if (await _database.StringSetAsync(SproutKeys.Installation, candidate, expiry: null, When.NotExists, cancellationToken))
                return candidate;
        }
    }
}
