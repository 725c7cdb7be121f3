using Microsoft.AspNetCore.Http;
using Sprout.Contracts;
using Sprout.Gateway.Auth;
using Sprout.Gateway.Errors;
using Sprout.Gateway.Http;
using Sprout.Hosting.Telemetry;
using Sprout.State;

namespace Sprout.Gateway.Features.Containers;

/// <summary>Creates a container that has been found valid: takes what it needs, and asks for it.</summary>
internal sealed class ContainerCreation
{
    private readonly ContainerStore _store;
    private readonly QuotaGate _quota;
    private readonly LifecycleClient<CreateContainerRequested> _lifecycle;
    private readonly GatewayOptions _options;
    private readonly TimeProvider _time;

    public ContainerCreation(ContainerStore store, QuotaGate quota, LifecycleClient<CreateContainerRequested> lifecycle, GatewayOptions options, TimeProvider time)
    {
        _time = time;
        _store = store;
        _quota = quota;
        _lifecycle = lifecycle;
        _options = options;
    }

    /// <summary>The quotas that a caller's containers count against.</summary>
    public IReadOnlyList<string> ScopesOf(Caller caller, ClientAddress address) => _quota.ScopesOf(caller, address);

    /// <summary>Creates it: a <see cref="JsonAnswer"/>, or the problem with it.</summary>
    /// <param name="request">What to create.</param>
    /// <param name="isRepeatable">Whether the id may have been asked for before.</param>
    /// <param name="redeem">Uses the captcha's token, or says why it may not be used; called once nothing else can refuse.</param>
    /// <param name="cancellationToken">The client has left.</param>
    public async Task<IResult> RunAsync(CreateContainerRequested request, bool isRepeatable, Func<Task<ProblemResult?>> redeem, CancellationToken cancellationToken)
    {
        // A repeat of what is stored already needs no slot and no captcha; it would wrongly be told that the quota is full once the container has ended.
        var isStored = isRepeatable && await _store.FindAsync(request.ContainerId, cancellationToken) is not null;
        // Not given up when the client leaves: it would be taken all the same, and held until it runs out.
        if (!isStored && await _quota.LeaseAsync(request.ContainerId, request.QuotaScopes, CancellationToken.None) is { } full)
            return Problems.QuotaExceeded(full);
        if (!isStored && await RedeemOrReturnAsync(request, redeem) is { } rejected)
            return rejected;

        var asked = _time.GetTimestamp();
        var (accepted, refused) = await _lifecycle.AskAsync(request, cancellationToken);
        if (accepted is not null)
            StageDurations.Record(StageDurations.Saga, _time.GetElapsedTime(asked));
        return accepted is null
            ? Problems.Refused(refused!)
            : JsonAnswer.Of(StatusCodes.Status202Accepted, ContainerView.Of(accepted, _options.Namespace), $"/containers/{request.ContainerId:D}");
    }

    // Whoever does not show a captcha keeps no slot from others, however the showing ends: refused, unanswered, or left.
    private async Task<ProblemResult?> RedeemOrReturnAsync(CreateContainerRequested request, Func<Task<ProblemResult?>> redeem)
    {
        var isRedeemed = false;
        try
        {
            var rejected = await redeem();
            isRedeemed = rejected is null;
            return rejected;
        }
        finally
        {
            if (!isRedeemed)
                await _quota.ReturnAsync(request.ContainerId, request.QuotaScopes, CancellationToken.None);
        }
    }
}
