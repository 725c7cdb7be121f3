namespace Sprout.State;

/// <summary>Whether a stored API key lets in.</summary>
public enum ApiKeyState
{
    /// <summary>It does.</summary>
    Active,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>An operator has taken it back.</summary>
    Revoked,
}
