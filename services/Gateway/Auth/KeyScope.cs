namespace Sprout.Gateway.Auth;

/// <summary>What an API key is for.</summary>
public enum KeyScope
{
    /// <summary>People in front of a browser; limits count against each of them.</summary>
    Visitor,

    /// <summary>A program.</summary>
    Service,

    /// <summary>An operator.</summary>
    Admin,
}
