using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sprout.Gateway.Errors;
using Sprout.Gateway.Features.ApiDocs;

namespace Sprout.Gateway.RateLimits;

/// <summary><c>GET /rate-limit</c>.</summary>
internal sealed class GetRateLimit : IEndpointModule
{
    /// <inheritdoc/>
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapGet("/rate-limit", HandleAsync)
        .WithMetadata(FreeOfLimits.Mark)
        .WithName("getRateLimit")
        .WithTags("limits")
        .WithSummary("See how many requests are left")
        .WithDescription(
            "Of the limit that is nearest. Asking counts against none. Every other answer says the same of all limits in the header fields "
            + "`RateLimit-Policy` and `RateLimit`.")
        .Produces<RateLimitView>()
        .ProducesProblems(401, 503)
        .Example(null, StatusCodes.Status200OK, ApiExamples.RateLimit);

    private static async Task<IResult> HandleAsync(HttpContext context, RequestLimiter limiter, GatewayLimitOptions limits, GatewayOptions options)
    {
        if (!limits.Enabled)
            return Results.Ok(new RateLimitView(null, null, 0, null, options.Namespace));
        var verdict = await limiter.PeekAsync(LimitedRequests.Of(context));
        if (verdict.Outcome is LimitOutcome.Unknown or LimitOutcome.Late)
            return Problems.Unavailable();
        if (verdict.States is [])
            return Results.Ok(new RateLimitView(null, null, 0, null, options.Namespace));
        var nearest = verdict.States.OrderBy(state => state.Remaining).ThenByDescending(state => state.Policy.QuotaWindow).First();
        return Results.Ok(new RateLimitView(
            nearest.Policy.Quota, nearest.Remaining, nearest.ResetSeconds, (int)Math.Ceiling(nearest.Policy.QuotaWindow.TotalSeconds), options.Namespace));
    }
}
