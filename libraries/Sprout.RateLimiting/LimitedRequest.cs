namespace Sprout.RateLimiting;

/// <summary>What policies look at.</summary>
/// <param name="AddressPrefix">Where it comes from: <see cref="NetworkPrefix"/>; null when not known.</param>
/// <param name="KeyName">The name of its API key; null without one.</param>
/// <param name="Owner">Whose it is; null for nobody known.</param>
/// <param name="Scope">What the key is for.</param>
/// <param name="Route">The name of the operation; null where there is none.</param>
/// <param name="HasRefusedKey">Whether it came with a key that lets nobody in.</param>
public readonly record struct LimitedRequest(string? AddressPrefix, string? KeyName, string? Owner, LimitScope Scope, string? Route, bool HasRefusedKey)
{
    /// <summary>Whom a policy with that subject counts; null for nobody.</summary>
    public string? SubjectOf(LimitSubject subject) => subject switch
    {
        LimitSubject.Address => AddressPrefix,
        LimitSubject.Key => KeyName,
        LimitSubject.Owner => Owner,
        _ => RateLimitPolicy.Everybody,
    };
}
