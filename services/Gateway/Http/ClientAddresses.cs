using System.Net;
using Microsoft.AspNetCore.Http;

namespace Sprout.Gateway.Http;

/// <summary>
/// Finds out where each request comes from. Who is no trusted proxy is the client, whatever it sends; behind one, the client is the last that a
/// proxy of ours has seen.
/// </summary>
internal sealed class ClientAddresses
{
    private const string ForwardedFor = "X-Forwarded-For";
    private const string ForwardedProtocol = "X-Forwarded-Proto";

    private readonly RequestDelegate _next;
    private readonly TrustedProxies _proxies;

    public ClientAddresses(RequestDelegate next, TrustedProxies proxies)
    {
        _next = next;
        _proxies = proxies;
    }

    public Task InvokeAsync(HttpContext context)
    {
        var (address, hops) = Find(context);
        context.Features.Set(ClientAddress.Of(address));
        if (hops > 0)
            TakeScheme(context.Request, hops);
        return _next(context);
    }

    private (IPAddress Address, int Hops) Find(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.Loopback;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        var entries = context.Request.Headers[ForwardedFor];
        var hops = 0;
        // Each entry was written by the address that was found last, and is worth as much as that one.
        while (hops < _proxies.Hops && _proxies.Contain(address))
        {
            if (!ForwardedChain.TryParse(ForwardedChain.FromEnd(entries, hops), out var before))
                // It came from the proxy itself, or that does not say from where; as if it were the client, then.
                return (address, Math.Max(hops, 1));
            address = before;
            hops++;
        }

        return (address, hops);
    }

    // How the client reached the first of our proxies; those between them are nobody's concern.
    private static void TakeScheme(HttpRequest request, int hops)
    {
        var protocols = request.Headers[ForwardedProtocol];
        for (var hop = hops - 1; hop >= 0; hop--)
        {
            var protocol = ForwardedChain.FromEnd(protocols, hop);
            if (protocol.IsEmpty)
                continue; // a proxy that sets it leaves one entry where others append
            if (protocol.Equals("https", StringComparison.OrdinalIgnoreCase) || protocol.Equals("http", StringComparison.OrdinalIgnoreCase))
                request.Scheme = protocol.Equals("https", StringComparison.OrdinalIgnoreCase) ? "https" : "http";
            return;
        }
    }
}
