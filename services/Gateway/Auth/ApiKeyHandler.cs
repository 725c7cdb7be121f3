using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sprout.Contracts;
using Sprout.Gateway.Errors;

namespace Sprout.Gateway.Auth;

/// <summary>Finds the caller by the key in <c>X-API-Key</c>.</summary>
internal sealed class ApiKeyHandler : AuthenticationHandler<AuthenticationSchemeOptions>
{
    public const string SchemeName = "ApiKey";

    public const string Header = "X-API-Key";

    private readonly ApiKeyRing _keys;

    public ApiKeyHandler(ApiKeyRing keys, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : base(options, logger, encoder) => _keys = keys;

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var sent = Request.Headers[Header];
        if (sent.Count == 0)
            return Task.FromResult(AuthenticateResult.NoResult());
        if (sent.Count > 1 || _keys.Find(sent.ToString()) is not { } caller)
        {
            Context.Features.Set(new RefusedKey(AuthenticationFailure.KeyUnknown, KeyName: null));
            return Task.FromResult(AuthenticateResult.Fail("The key is not known."));
        }

        Context.Features.Set(caller);
        var identity = new ClaimsIdentity([new(ClaimTypes.NameIdentifier, caller.Owner), new(ClaimTypes.Role, caller.Scope.ToString())], SchemeName);
        return Task.FromResult(AuthenticateResult.Success(new(new(identity), SchemeName)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = SchemeName;
        return Problems.Unauthorized(hasKey: Request.Headers.ContainsKey(Header)).ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Problems.Forbidden().ExecuteAsync(Context);
}
