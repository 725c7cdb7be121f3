namespace Sprout.RateLimiting;

/// <summary>Whom a policy counts. Who has no such name is not counted by it.</summary>
public enum LimitSubject
{
    /// <summary>The network that the request comes from: <see cref="NetworkPrefix"/>.</summary>
    Address,

    /// <summary>The API key, by its name.</summary>
    Key,

    /// <summary>The owner: a visitor, or whom a key belongs to.</summary>
    Owner,

    /// <summary>Everybody together.</summary>
    Global,
}
