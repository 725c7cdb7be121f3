using System.Net;
using System.Net.Sockets;

namespace Sprout.RateLimiting;

/// <summary>
/// What counts as one client's network: an IPv4 address, or the /64 of an IPv6 address, for whoever has one address of a /64 has all of them.
/// </summary>
public static class NetworkPrefix
{
    private const int InterfaceBytes = 8;

    /// <summary>The prefix in CIDR notation, such as <c>203.0.113.7/32</c> or <c>2001:db8:1:2::/64</c>. An IPv4 address mapped into IPv6 is the IPv4 address.</summary>
    public static string Of(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily == AddressFamily.InterNetwork)
            return address + "/32";
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[^InterfaceBytes..].Clear();
        return new IPAddress(bytes) + "/64"; // without the zone: fe80::1%eth0 is in fe80::/64
    }
}
