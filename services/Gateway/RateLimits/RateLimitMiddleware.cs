using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Sprout.Gateway.Auth;
using Sprout.Gateway.Errors;

namespace Sprout.Gateway.RateLimits;

/// <summary>Lets requests through that are within the limits. Stands behind authentication, so that it knows whom to count, and before all that costs something.</summary>
internal sealed class RateLimitMiddleware
{
    private readonly RequestDelegate _next;
    private readonly RequestLimiter _limiter;
    private readonly DenialReports _reports;
    private readonly RateLimitMetrics _metrics;
    private readonly GatewayLimitOptions _options;

    public RateLimitMiddleware(RequestDelegate next, RequestLimiter limiter, DenialReports reports, RateLimitMetrics metrics, GatewayLimitOptions options) =>
        (_next, _limiter, _reports, _metrics, _options) = (next, limiter, reports, metrics, options);

    public Task InvokeAsync(HttpContext context) => _options.Enabled && !IsFree(context) ? LimitAsync(context) : _next(context);

    // A route that costs nothing but wants a key would tell whoever guesses keys whether one is right.
    private static bool IsFree(HttpContext context) =>
        context.GetEndpoint()?.Metadata is { } metadata
        && metadata.GetMetadata<FreeOfLimits>() is not null
        && (context.Features.Get<RefusedKey>() is null || metadata.GetMetadata<IAllowAnonymous>() is not null);

    private async Task LimitAsync(HttpContext context)
    {
        var request = LimitedRequests.Of(context);
        var verdict = await _limiter.CountAsync(request);
        switch (verdict.Outcome)
        {
            case LimitOutcome.Free:
                await _next(context);
                break;

            case LimitOutcome.Granted:
                _metrics.Count("granted");
                RateLimitHeaders.Announce(context.Response, verdict);
                await _next(context);
                break;

            case LimitOutcome.Denied or LimitOutcome.DeniedFromMemory:
                _metrics.Count(verdict.Outcome == LimitOutcome.Denied ? "denied" : "denied_from_memory");
                _reports.Add(verdict.States, request.Route);
                RateLimitHeaders.Announce(context.Response, verdict);
                await Problems.RateLimited([.. verdict.States.Where(state => state.IsExceeded)]).ExecuteAsync(context);
                break;

            case LimitOutcome.Late:
                _metrics.Count("late");
                await Problems.ReducedCapacity().ExecuteAsync(context);
                break;

            default:
                var isOpen = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) ? _options.ReadWithoutRedis : _options.WriteWithoutRedis;
                _metrics.Count(isOpen ? "open" : "closed");
                await (isOpen ? _next(context) : Problems.ReducedCapacity().ExecuteAsync(context));
                break;
        }
    }
}
