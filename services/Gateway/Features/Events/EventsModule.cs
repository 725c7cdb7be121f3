using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Sprout.Gateway.Auth;
using Sprout.Gateway.Errors;
using Sprout.Gateway.Features.ApiDocs;
using Sprout.Gateway.Http;

namespace Sprout.Gateway.Features.Events;

/// <summary><c>GET /events</c>.</summary>
internal sealed class EventsModule : IEndpointModule
{
    private const string LastEventIdHeader = "Last-Event-ID";

    /// <inheritdoc/>
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapGet("/events", HandleAsync)
        .WithName("streamEvents")
        .WithTags("events")
        .WithSummary("Follow your containers live")
        .WithDescription(
            "Server-sent events. `container.state_changed` carries what changed, with the container's `version`: drop what is not higher than what you "
            + "have. `container.progressed` has the same shape and comes for a pending container whose way takes longer: `stage` says how far it has come, "
            + "`waiting_for` what holds it up. `resync` means that something may have been missed: list again. Subscribe first and list then. A comment comes every 15 seconds. "
            + "After a lost connection send the last `id` as `Last-Event-ID`, as browsers do by themselves, and nothing is missed.")
        .Produces<ContainerEventView>(StatusCodes.Status200OK, "text/event-stream")
        .ProducesProblems(401, 429, 503)
        .DescribeHeader(LastEventIdHeader, "The id of the last event that you got.")
        .DescribeQuery("last_event_id", "The same, for clients that cannot send the header.")
        .Example(null, StatusCodes.Status200OK, ApiExamples.Events);

    private static async Task HandleAsync(
        HttpContext context,
        Caller caller,
        ClientAddress address,
        EventPlaces places,
        EventHub hub,
        EventHistory history,
        IHostApplicationLifetime lifetime,
        [FromQuery(Name = "last_event_id")] string? lastEventIdInQuery)
    {
        using var place = places.TryTake(caller, address);
        if (place is null)
        {
            await Problems.TooManyEventStreams().ExecuteAsync(context);
            return;
        }

        // Read here, for a bound header would be described twice.
        string? lastEventId = context.Request.Headers[LastEventIdHeader];
        // A stream would hold up the end of the process otherwise.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        using var subscription = hub.Subscribe(caller.Owner);
        context.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            await new EventStream(subscription, history, context.Response.BodyWriter).WriteAsync(lastEventId ?? lastEventIdInQuery, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The client has left, or we are about to: every stream ends this way.
            return;
        }
    }
}
