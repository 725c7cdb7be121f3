using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sprout.Contracts;
using Sprout.Gateway.Auth.Visitors;
using Sprout.Gateway.Errors;

namespace Sprout.Gateway.Auth;

/// <summary>Finds the caller by the key in <c>X-API-Key</c>, and a visitor by the cookie as well.</summary>
internal sealed class ApiKeyHandler : AuthenticationHandler<AuthenticationSchemeOptions>
{
    public const string SchemeName = "ApiKey";

    public const string Header = "X-API-Key";

    private readonly ApiKeyRing _keys;
    private readonly VisitorCookies _visitors;

    public ApiKeyHandler(ApiKeyRing keys, VisitorCookies visitors, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : base(options, logger, encoder) => (_keys, _visitors) = (keys, visitors);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // Who lets everybody in needs nobody's name, and goes on when those who know the names are away.
        if (Context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            return AuthenticateResult.NoResult();
        var sent = Request.Headers[Header];
        if (sent.Count == 0)
            return AuthenticateResult.NoResult();
        if (sent.Count > 1 || _keys.Find(sent.ToString()) is not { } caller)
        {
            Context.Features.Set(new RefusedKey(AuthenticationFailure.KeyUnknown, KeyName: null));
            return AuthenticateResult.Fail("The key is not known.");
        }

        // All visitors come with one key, which the web host adds.
        if (caller.Scope == KeyScope.Visitor)
            caller = caller with { Owner = await _visitors.IdentifyAsync(Context) };
        Context.Features.Set(caller);
        var identity = new ClaimsIdentity([new(ClaimTypes.NameIdentifier, caller.Owner), new(ClaimTypes.Role, caller.Scope.ToString())], SchemeName);
        return AuthenticateResult.Success(new(new(identity), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = SchemeName;
        return Problems.Unauthorized(hasKey: Request.Headers.ContainsKey(Header)).ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Problems.Forbidden().ExecuteAsync(Context);
}
