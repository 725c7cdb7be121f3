using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sprout.Gateway.Auth;
using Sprout.Gateway.Errors;
using Sprout.Gateway.Features.ApiDocs;
using Sprout.State;

namespace Sprout.Gateway.Features.Containers;

/// <summary><c>GET /containers/{id}/events</c>.</summary>
internal sealed class GetContainerEvents : IEndpointModule
{
    /// <inheritdoc/>
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapGet("/containers/{id}/events", HandleAsync)
        .WithName("getContainerEvents")
        .WithTags("containers")
        .WithSummary("Look at what has happened to a container")
        .WithDescription(
            "Its timeline, the oldest first: when it was requested, applied, scheduled, pulled and ready, what held it up, and how it ended. "
            + "Kept as long as the container is listed. `GET /events` tells the same as it happens.")
        .Produces<ContainerTimelineView>()
        .ProducesProblems(401, 404, 503)
        .DescribeId()
        .Example(null, StatusCodes.Status200OK, ApiExamples.Timeline);

    private static async Task<IResult> HandleAsync(HttpContext context, Caller caller, OwnContainers containers, ContainerStore store, string id) =>
        await containers.FindAsync(caller, id, context.RequestAborted) is { } document
            ? Results.Ok(ContainerTimelineView.Of(document, await store.TimelineAsync(document.CorrelationId, context.RequestAborted)))
            : Problems.ContainerNotFound();
}
