using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Sprout.Gateway.Auth;

/// <summary>Who asks. A handler takes it as a parameter.</summary>
/// <param name="Owner">Whose containers the request is about; opaque.</param>
/// <param name="Scope">What the key is for.</param>
/// <param name="KeyName">What operators call the key.</param>
public sealed record Caller(string Owner, KeyScope Scope, string KeyName)
{
    /// <summary>Binds a handler's parameter. Throws where the route lets callers in without a key.</summary>
    public static ValueTask<Caller> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.GetRequiredFeature<Caller>());
}
