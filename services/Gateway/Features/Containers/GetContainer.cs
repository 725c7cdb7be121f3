using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sprout.Gateway.Auth;
using Sprout.Gateway.Errors;
using Sprout.Gateway.Features.ApiDocs;

namespace Sprout.Gateway.Features.Containers;

/// <summary><c>GET /containers/{id}</c>.</summary>
internal sealed class GetContainer : IEndpointModule
{
    /// <inheritdoc/>
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapGet("/containers/{id}", HandleAsync)
        .WithName("getContainer")
        .WithTags("containers")
        .WithSummary("Look at one container")
        .WithDescription("With `failure` saying why, when it failed; and while it is pending, with `stage` saying how far it has come and `waiting_for` what holds it up. Another owner's container is not found, just as one that does not exist.")
        .Produces<ContainerView>()
        .ProducesProblems(401, 404, 503)
        .DescribeId()
        .Example(null, StatusCodes.Status200OK, ApiExamples.FailedContainer);

    private static async Task<IResult> HandleAsync(HttpContext context, Caller caller, OwnContainers containers, GatewayOptions options, string id) =>
        await containers.FindAsync(caller, id, context.RequestAborted) is { } document
            ? Results.Ok(ContainerView.Of(document, options.Namespace))
            : Problems.ContainerNotFound();
}
