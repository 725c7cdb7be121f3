using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sprout.Contracts;
using Sprout.Gateway.Auth;
using Sprout.Gateway.Features.ApiDocs;
using Sprout.Gateway.Features.Captcha;
using Sprout.Gateway.Features.Containers;
using Sprout.Gateway.Http;
using Sprout.Gateway.RateLimits;
using Sprout.State;

namespace Sprout.Gateway.Features.Options;

/// <summary><c>GET /options</c>.</summary>
internal sealed class GetOptions : IEndpointModule
{
    /// <inheritdoc/>
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapGet("/options", HandleAsync)
        .WithMetadata(FreeOfLimits.Mark)
        .WithName("getOptions")
        .WithTags("limits")
        .WithSummary("See what may be asked for")
        .WithDescription("What a creation may say here, what it gets when it does not say, and how many containers there may be. Asking counts against no limit.")
        .Produces<OptionsView>()
        .ProducesProblems(401, 503)
        .Example(null, StatusCodes.Status200OK, ApiExamples.Options);

    private static async Task<IResult> HandleAsync(
        HttpContext context, Caller caller, ClientAddress address, GatewayOptions options, ImageAllowList images, CaptchaGate captcha, QuotaGate quota, QuotaLeases leases)
    {
        var nearest = await leases.FindNearestAsync(quota.ScopesOf(caller, address), context.RequestAborted);
        return Results.Ok(new OptionsView(
            new(options.DefaultImage, images.Patterns, [.. options.SuggestedImages.Where(image => ImageReference.TryParse(image) is { } reference && images.Allows(reference))]),
            options.DefaultPort,
            new(Seconds(options.DefaultTtl), Seconds(options.MinimumTtl), Seconds(options.MaximumTtl), Seconds(options.MaximumLifetime)),
            new(captcha.IsAsked(caller, CaptchaPurpose.CreateContainer), captcha.IsAsked(caller, CaptchaPurpose.DeleteContainer)),
            nearest is null ? new(null, 0) : new(nearest.Limit, nearest.Taken)));
    }

    private static int Seconds(TimeSpan time) => (int)time.TotalSeconds;
}
