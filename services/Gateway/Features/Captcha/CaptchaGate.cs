using Sprout.Contracts;
using Sprout.Gateway.Auth;
using Sprout.Gateway.Errors;
using Sprout.Gateway.Http;

namespace Sprout.Gateway.Features.Captcha;

/// <summary>Has visitors show a solved captcha.</summary>
internal sealed class CaptchaGate
{
    private readonly CaptchaClient _client;
    private readonly CaptchaOptions _options;

    public CaptchaGate(CaptchaClient client, CaptchaOptions options) => (_client, _options) = (client, options);

    /// <summary>Whether this caller must, for this.</summary>
    public bool IsAsked(Caller caller, CaptchaPurpose purpose) =>
        caller.Scope == KeyScope.Visitor && (purpose == CaptchaPurpose.DeleteContainer ? _options.RequiredForDeletion : _options.Required);

    /// <summary>The problem, when a token is needed and there is none. Costs nothing.</summary>
    public ProblemResult? Miss(Caller caller, CaptchaPurpose purpose, string? token) =>
        IsAsked(caller, purpose) && string.IsNullOrEmpty(token) ? Problems.CaptchaRequired() : null;

    /// <summary>Uses the token for this operation, which may use it again: the problem when it may not, null when it may, or need not.</summary>
    public async Task<ProblemResult?> RedeemAsync(
        Caller caller, ClientAddress address, CaptchaPurpose purpose, string? token, Guid operationId, CancellationToken cancellationToken)
    {
        if (!IsAsked(caller, purpose))
            return null;
        if (string.IsNullOrEmpty(token))
            return Problems.CaptchaRequired();
        if (!CaptchaToken.IsPossible(token))
            return Problems.CaptchaRejected(CaptchaRejection.Unknown, CaptchaToken.Impossible);
        var refused = await _client.RedeemAsync(
            new() { Token = token, Purpose = purpose, Visitor = caller.Owner, AddressPrefix = address.Prefix, OperationId = operationId }, cancellationToken);
        return refused is null ? null : Problems.CaptchaRejected(refused.Reason, refused.Message);
    }
}
