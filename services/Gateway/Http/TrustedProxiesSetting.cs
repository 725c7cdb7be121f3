namespace Sprout.Gateway.Http;

/// <summary>Configuration section <c>TrustedProxies</c>.</summary>
internal sealed record TrustedProxiesSetting
{
    public const int MostHops = 8;

    /// <summary>Where they are: networks in CIDR notation, or addresses.</summary>
    public string[] Networks { get; init; } = [];

    /// <summary>How many stand one behind the other, at most.</summary>
    public int Hops { get; init; } = 1;
}
