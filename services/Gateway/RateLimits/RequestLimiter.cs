using Sprout.RateLimiting;
using Sprout.Redis;

namespace Sprout.Gateway.RateLimits;

/// <summary>Decides about requests, and asks Redis only where it must.</summary>
internal sealed class RequestLimiter
{
    private readonly RateLimitGate _gate;
    private readonly PoliciesInForce _policies;
    private readonly DenialCache _denials;
    private readonly RedisAbsence _absence;

    public RequestLimiter(RateLimitGate gate, PoliciesInForce policies, DenialCache denials, RedisAbsence absence) =>
        (_gate, _policies, _denials, _absence) = (gate, policies, denials, absence);

    /// <summary>Counts the request, if it is within the limits.</summary>
    public ValueTask<LimitVerdict> CountAsync(LimitedRequest request) => AskAsync(request, isCounted: true);

    /// <summary>Looks without counting.</summary>
    public ValueTask<LimitVerdict> PeekAsync(LimitedRequest request) => AskAsync(request, isCounted: false);

    /// <summary>Whether requests with a wrong key are known to be used up. Asks nobody.</summary>
    public bool IsOutOfGuesses(LimitedRequest request) =>
        _denials.Find(_policies.Current.Select(request), request) is { } denials && Array.Exists(denials, denial => denial.Policy.FailedAuthenticationOnly);

    private async ValueTask<LimitVerdict> AskAsync(LimitedRequest request, bool isCounted)
    {
        var policies = _policies.Current;
        var selection = policies.Select(request);
        if (selection.Policies.Count == 0)
            return new(LimitOutcome.Free, selection, []);
        if (_denials.Find(selection, request) is { } denials)
            return new(LimitOutcome.DeniedFromMemory, selection, denials);
        if (!_absence.MayAsk())
            return new(LimitOutcome.Unknown, selection, []);
        try
        {
            // Not cancelled with the request: it is counted all the same.
            var decision = await (isCounted ? _gate.CountAsync(selection, request) : _gate.PeekAsync(selection, request));
            _absence.Answered();
            _policies.Notice(decision.StoredVersion);
            if (!decision.IsGranted && isCounted)
                Remember(decision, policies);
            return new(decision.IsGranted ? LimitOutcome.Granted : LimitOutcome.Denied, selection, decision.States);
        }
        catch (RedisTimeoutException)
        {
            // A flood can make answers late, and must not be let through by it. When Redis does not answer at all, the connection is given up soon.
            return new(LimitOutcome.Late, selection, []);
        }
        catch (RedisException away)
        {
            _absence.Failed(away.Message);
            return new(LimitOutcome.Unknown, selection, []);
        }
    }

    private void Remember(LimitDecision decision, PolicySet policies)
    {
        _denials.Add(decision.States);
        // Where others came into force meanwhile, they have forgotten the denials of these, or are about to; this one must not outlive them.
        if (!ReferenceEquals(policies, _policies.Current))
            _denials.Clear();
    }
}
