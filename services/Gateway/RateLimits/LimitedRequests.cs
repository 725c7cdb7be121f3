using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sprout.Gateway.Auth;
using Sprout.Gateway.Http;
using Sprout.RateLimiting;

namespace Sprout.Gateway.RateLimits;

/// <summary>What policies see of an HTTP request.</summary>
internal static class LimitedRequests
{
    public static LimitedRequest Of(HttpContext context)
    {
        var (address, caller) = (context.Features.Get<ClientAddress>(), context.Features.Get<Caller>());
        return new(
            address?.Prefix,
            caller?.KeyName,
            caller?.Owner,
            ScopeOf(caller),
            context.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName,
            context.Features.Get<RefusedKey>() is not null);
    }

    /// <summary>What they would see of it if its key let nobody in.</summary>
    public static LimitedRequest WithRefusedKey(HttpContext context) => Of(context) with { KeyName = null, Owner = null, Scope = LimitScope.Anonymous, HasRefusedKey = true };

    private static LimitScope ScopeOf(Caller? caller) => caller?.Scope switch
    {
        null => LimitScope.Anonymous,
        KeyScope.Service => LimitScope.Service,
        KeyScope.Admin => LimitScope.Admin,
        _ => LimitScope.Visitor,
    };
}
