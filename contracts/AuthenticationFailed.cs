namespace Sprout.Contracts;

/// <summary>Somebody sent an API key that does not let in.</summary>
public sealed record AuthenticationFailed
{
    /// <summary>From where: the network prefix of the client's address, such as <c>203.0.113.7/32</c> or <c>2001:db8:1:2::/64</c>.</summary>
    public required string AddressPrefix { get; init; }

    /// <summary>Why, from the closed list.</summary>
    public required AuthenticationFailure Reason { get; init; }

    /// <summary>The key's name; null for one that is not known.</summary>
    public required string? KeyName { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
}
