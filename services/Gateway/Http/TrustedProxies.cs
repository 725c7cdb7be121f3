using System.Net;
using System.Net.Sockets;

namespace Sprout.Gateway.Http;

/// <summary>Configuration section <c>TrustedProxies</c>: whose word about clients is taken. Nobody's, where it is not set.</summary>
internal sealed class TrustedProxies
{
    private readonly IPNetwork[] _networks;

    /// <summary>Throws <see cref="InvalidOperationException"/> for what cannot be meant.</summary>
    public TrustedProxies(TrustedProxiesSetting setting)
    {
        _networks = [.. setting.Networks.Select(Parse)];
        Hops = setting.Hops is >= 1 and <= TrustedProxiesSetting.MostHops
            ? setting.Hops
            : throw new InvalidOperationException($"TrustedProxies:Hops is {setting.Hops}. Set it to how many proxies stand one behind the other: 1–{TrustedProxiesSetting.MostHops}.");
    }

    /// <summary>How many proxies there are at most, one behind the other.</summary>
    public int Hops { get; }

    /// <summary>Whether it is one of them.</summary>
    public bool Contain(IPAddress address) => _networks.Any(network => network.Contains(address));

    private static IPNetwork Parse(string text)
    {
        // A single address is a network of one.
        var slash = text.Contains('/', StringComparison.Ordinal) ? text : IPAddress.TryParse(text, out var address) ? $"{text}/{(address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128)}" : text;
        return IPNetwork.TryParse(slash, out var network)
            ? network
            : throw new InvalidOperationException($"TrustedProxies:Networks has '{text}'. Set it to networks such as 10.0.0.0/8 or fd00::/8.");
    }
}
