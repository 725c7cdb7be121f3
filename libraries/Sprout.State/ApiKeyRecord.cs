namespace Sprout.State;

/// <summary>A stored API key, without the key.</summary>
public sealed record ApiKeyRecord
{
    private const int IdDigits = 12;

    /// <summary>The key's hash: <see cref="ApiKeyHasher.Hash(string)"/>.</summary>
    public required string Hash { get; init; }

    /// <summary>What operators call it.</summary>
    public required string Name { get; init; }

    /// <summary>Whose containers it reaches.</summary>
    public required string Owner { get; init; }

    /// <summary>What it is for: <c>visitor</c>, <c>service</c> or <c>admin</c>.</summary>
    public required string Scope { get; init; }

    /// <summary>The fingerprint of the pepper that it was hashed with.</summary>
    public required string Pepper { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From when on it lets nobody in; null for never.</summary>
    public required DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was revoked; null unless it was.</summary>
    public required DateTimeOffset? RevokedAt { get; init; }

    /// <summary>When it last let somebody in, to the minute; null when it never did.</summary>
    public required DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>What operators tell it by where a name is not enough: the first digits of the hash.</summary>
    public string Id => Hash[..IdDigits];

    /// <summary>Whether it lets in.</summary>
    public ApiKeyState StateAt(DateTimeOffset now) =>
        RevokedAt is not null ? ApiKeyState.Revoked
        : ExpiresAt <= now ? ApiKeyState.Expired
        : ApiKeyState.Active;
}
