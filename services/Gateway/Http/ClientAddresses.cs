using System.Net;
using Microsoft.AspNetCore.Http;

namespace Sprout.Gateway.Http;

/// <summary>Finds out where each request comes from.</summary>
internal sealed class ClientAddresses
{
    private readonly RequestDelegate _next;

    public ClientAddresses(RequestDelegate next) => _next = next;

    public Task InvokeAsync(HttpContext context)
    {
        context.Features.Set(ClientAddress.Of(context.Connection.RemoteIpAddress ?? IPAddress.Loopback));
        return _next(context);
    }
}
