using System.Text.Json.Serialization;

namespace Sprout.Contracts;

/// <summary>Why somebody was not let in: a closed list.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AuthenticationFailure>))]
public enum AuthenticationFailure
{
    /// <summary>There is no such key.</summary>
    KeyUnknown,

    /// <summary>The key has expired.</summary>
    KeyExpired,

    /// <summary>The key was revoked.</summary>
    KeyRevoked,
}
