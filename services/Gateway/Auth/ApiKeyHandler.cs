using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sprout.Contracts;
using Sprout.Gateway.Errors;
using Sprout.Gateway.Http;

namespace Sprout.Gateway.Auth;

/// <summary>Lets in who sends a key in <c>X-API-Key</c>, and notes who sends one that does not let in.</summary>
internal sealed class ApiKeyHandler : AuthenticationHandler<AuthenticationSchemeOptions>
{
    public const string SchemeName = "ApiKey";

    public const string Header = "X-API-Key";

    private readonly Callers _callers;
    private readonly AuthenticationFailures _failures;
    private readonly GuessGuard _guard;

    public ApiKeyHandler(
        Callers callers, AuthenticationFailures failures, GuessGuard guard, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : base(options, logger, encoder) => (_callers, _failures, _guard) = (callers, failures, guard);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // Who lets everybody in needs nobody's name, and goes on when those who know the names are away.
        if (Context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            return AuthenticateResult.NoResult();
        var sent = Request.Headers[Header];
        if (sent.Count == 0)
            return AuthenticateResult.NoResult();

        if (!_guard.Allows(Context, sent.ToString()))
        {
            Context.Features.Set(new RefusedKey(AuthenticationFailure.KeyUnknown, KeyName: null));
            return AuthenticateResult.Fail("The key is not looked at.");
        }

        var (caller, refused) = sent.Count == 1 ? await _callers.FindAsync(Context, sent.ToString()) : (null, new(AuthenticationFailure.KeyUnknown, KeyName: null));
        if (caller is null)
        {
            Context.Features.Set(refused);
            _failures.Report(Context.Features.GetRequiredFeature<ClientAddress>(), refused!);
            return AuthenticateResult.Fail("The key does not let in.");
        }

        _guard.Accepted(sent.ToString());
        Context.Features.Set(caller);
        var identity = new ClaimsIdentity([new(ClaimTypes.NameIdentifier, caller.Owner), new(ClaimTypes.Role, caller.Scope.ToString())], SchemeName);
        return AuthenticateResult.Success(new(new(identity), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = SchemeName;
        return Problems.Unauthorized(Context.Features.Get<RefusedKey>()?.Reason).ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Problems.Forbidden().ExecuteAsync(Context);
}
