namespace Sprout.Gateway.Auth.Stored;

/// <summary>How long a gateway goes by what it has read of the keys in Redis. Configuration section <c>ApiKeys</c>.</summary>
public sealed record StoredKeyOptions
{
    /// <summary>How long what was read is taken for true: a revocation takes effect within this time.</summary>
    public TimeSpan CacheTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a key that was good goes on being good while Redis cannot be asked.</summary>
    public TimeSpan StaleTime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Most keys that are remembered, and most that are known to be none.</summary>
    public int CacheSize { get; init; } = 10_000;
}
