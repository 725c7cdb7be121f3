using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Sprout.RateLimiting;

namespace Sprout.Gateway.Http;

/// <summary>Where a request comes from. A handler takes it as a parameter.</summary>
/// <param name="Address">The client's, not that of a proxy in front of us.</param>
/// <param name="Prefix">Its network: <see cref="NetworkPrefix"/>.</param>
public sealed record ClientAddress(IPAddress Address, string Prefix)
{
    /// <summary>The address, with its network.</summary>
    public static ClientAddress Of(IPAddress address) => new(address, NetworkPrefix.Of(address));

    /// <summary>Binds a handler's parameter.</summary>
    public static ValueTask<ClientAddress> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.GetRequiredFeature<ClientAddress>());
}
