using System.Net;
using MassTransit;
using Sprout.Contracts;
using Sprout.RateLimiter.Policies;
using Sprout.RateLimiting;

namespace Sprout.RateLimiter.Consumers;

/// <summary>Answers other programs. What it counts, the gateways count too, and the other way round.</summary>
internal sealed class CheckRateLimitConsumer : IConsumer<CheckRateLimit>
{
    private readonly PolicyKeeper _policies;
    private readonly RateLimitGate _gate;
    private readonly TimeProvider _time;

    public CheckRateLimitConsumer(PolicyKeeper policies, RateLimitGate gate, TimeProvider time) => (_policies, _gate, _time) = (policies, gate, time);

    /// <summary>Throws, which the asker gets as a fault, for an address or a scope that is none, and when Redis is away.</summary>
    public async Task Consume(ConsumeContext<CheckRateLimit> context)
    {
        var request = Read(context.Message);
        var decision = await _gate.CountAsync(_policies.Current.Select(request), request, context.CancellationToken);
        RateLimitState[] states = [.. decision.States.Select(Write)];
        if (decision.IsGranted)
        {
            await context.RespondAsync(new RateLimitGranted { States = states });
            return;
        }

        foreach (var state in decision.States.Where(state => state.IsNews))
            await context.Publish(Report(state, context.Message.Route));
        await context.RespondAsync(new RateLimitDenied
        {
            Policies = [.. decision.States.Where(state => state.IsExceeded).Select(state => state.Policy.Name)],
            RetryAfterSeconds = decision.RetryAfterSeconds,
            States = states,
        });
    }

    private static LimitedRequest Read(CheckRateLimit asked) => new(
        asked.Address is null ? null
            : IPAddress.TryParse(asked.Address, out var address) ? NetworkPrefix.Of(address)
            : throw new ArgumentException($"'{asked.Address}' is no IP address.", nameof(asked)),
        asked.Key,
        asked.Owner,
        asked.Scope switch
        {
            null => LimitScope.Anonymous,
            "visitor" => LimitScope.Visitor,
            "service" => LimitScope.Service,
            "admin" => LimitScope.Admin,
            _ => throw new ArgumentException($"'{asked.Scope}' is no scope; those are visitor, service and admin.", nameof(asked)),
        },
        asked.Route,
        HasRefusedKey: false);

    private static RateLimitState Write(PolicyState state) => new()
    {
        Policy = state.Policy.Name,
        Limit = state.Policy.Quota,
        WindowSeconds = (int)Math.Ceiling(state.Policy.QuotaWindow.TotalSeconds),
        Remaining = state.Remaining,
        ResetInSeconds = state.ResetSeconds,
    };

    private RateLimitExceeded Report(PolicyState state, string route)
    {
        var now = _time.GetUtcNow();
        return new() { Policy = state.Policy.Name, Subject = state.Subject, Route = route, At = now, ResetsAt = now + state.Reset };
    }
}
