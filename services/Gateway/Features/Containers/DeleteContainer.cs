using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sprout.Contracts;
using Sprout.Gateway.Auth;
using Sprout.Gateway.Errors;
using Sprout.Gateway.Features.ApiDocs;
using Sprout.Gateway.Features.Captcha;
using Sprout.Gateway.Http;

namespace Sprout.Gateway.Features.Containers;

/// <summary><c>DELETE /containers/{id}</c>.</summary>
internal sealed class DeleteContainer : IEndpointModule
{
    /// <inheritdoc/>
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapDelete("/containers/{id}", HandleAsync)
        .WithName("deleteContainer")
        .WithTags("containers")
        .WithSummary("Delete a container")
        .WithDescription("Answers once the wish is stored; the container is `deleting` until nothing of it is left. Deleting it again is harmless.")
        .Accepts<DeleteContainerRequest>(isOptional: true, "application/json")
        .Produces<DeletionView>(StatusCodes.Status202Accepted)
        .ProducesProblems(400, 401, 403, 404, 413, 415, 503)
        .DescribeId()
        .Example(null, StatusCodes.Status202Accepted, ApiExamples.Deletion);

    private static async Task<IResult> HandleAsync(
        HttpContext context, Caller caller, ClientAddress address, OwnContainers containers, CaptchaGate captcha, LifecycleClient<DeleteContainerRequested> lifecycle, string id)
    {
        var (body, badBody) = await RequestBody.ReadAsync(context.Request);
        if (body is null)
            return badBody!;
        var token = ContainerRules.ReadDeletion(body);
        if (body.Errors.Count > 0)
            return Problems.Validation(body.Errors);

        // Asked here first, so that ids of nothing never reach the bus.
        if (await containers.FindAsync(caller, id, context.RequestAborted) is not { } document)
            return Problems.ContainerNotFound();
        if (await captcha.RedeemAsync(caller, address, CaptchaPurpose.DeleteContainer, token, document.CorrelationId, context.RequestAborted) is { } rejected)
            return rejected;
        var request = new DeleteContainerRequested { ContainerId = document.CorrelationId, Owner = caller.Owner };
        var (accepted, refused) = await lifecycle.AskAsync(request, context.RequestAborted);
        return accepted is null
            ? Problems.Refused(refused!)
            : Results.Accepted(uri: null, new DeletionView(accepted.ContainerId, accepted.Status));
    }
}
