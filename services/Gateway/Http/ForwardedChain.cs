using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Primitives;

namespace Sprout.Gateway.Http;

/// <summary>Reads the lists that proxies leave in <c>X-Forwarded-…</c>: each appends, so that the last entry is by the last proxy and all before it may be the client's invention.</summary>
internal static class ForwardedChain
{
    /// <summary>The entry of that number, counted from the end and across header lines; empty when there is none.</summary>
    public static ReadOnlySpan<char> FromEnd(StringValues lines, int number)
    {
        for (var line = lines.Count - 1; line >= 0; line--)
        {
            var rest = lines[line].AsSpan();
            while (true)
            {
                var comma = rest.LastIndexOf(',');
                if (number-- == 0)
                    return rest[(comma + 1)..].Trim([' ', '\t']);
                if (comma < 0)
                    break;
                rest = rest[..comma];
            }
        }

        return default;
    }

    /// <summary>Reads an address as proxies write it: with or without a port, IPv6 with or without brackets. No other spelling of an address is one.</summary>
    public static bool TryParse(ReadOnlySpan<char> entry, out IPAddress address)
    {
        address = IPAddress.None;
        var text = WithoutPort(entry);
        // A zone means something on one machine only.
        if (text.IsEmpty || text.Contains('%') || !IPAddress.TryParse(text, out var parsed))
            return false;
        // 1, 0x7f.1 and 010.0.0.1 are addresses to the parser; nobody who means well writes them so.
        if (parsed.AddressFamily == AddressFamily.InterNetwork && !text.Equals(parsed.ToString(), StringComparison.Ordinal))
            return false;
        address = parsed.IsIPv4MappedToIPv6 ? parsed.MapToIPv4() : parsed;
        return true;
    }

    private static ReadOnlySpan<char> WithoutPort(ReadOnlySpan<char> entry)
    {
        if (entry is ['[', ..])
        {
            var end = entry.IndexOf(']');
            return end > 0 && entry[1..end].Contains(':') && IsNothingOrPort(entry[(end + 1)..]) ? entry[1..end] : default;
        }

        var colon = entry.IndexOf(':');
        // Two colons make it IPv6, which has no port without brackets.
        return colon < 0 || entry[(colon + 1)..].Contains(':') ? entry : IsNothingOrPort(entry[colon..]) ? entry[..colon] : default;
    }

    private static bool IsNothingOrPort(ReadOnlySpan<char> text) => text.IsEmpty || (text[0] == ':' && ushort.TryParse(text[1..], System.Globalization.NumberStyles.None, null, out _));
}
