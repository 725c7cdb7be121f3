using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sprout.Contracts;
using Sprout.Gateway.Auth;
using Sprout.Gateway.Errors;
using Sprout.Gateway.Features.ApiDocs;
using Sprout.Gateway.Http;

namespace Sprout.Gateway.Features.Containers;

/// <summary><c>POST /containers/{id}/extend</c>.</summary>
internal sealed class ExtendContainer : IEndpointModule
{
    /// <inheritdoc/>
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapPost("/containers/{id}/extend", HandleAsync)
        .WithName("extendContainer")
        .WithTags("containers")
        .WithSummary("Give a container more time")
        .WithDescription(
            "It lives for `ttl_seconds` from now, or for as long as it would have lived anyway, whichever is longer. Answers with its new `expires_at`. "
            + "What somebody else removed of a running container's service and ingress is made again. "
            + "With an `Idempotency-Key` a repeat within 24 hours gets the same answer and no more time.")
        .Accepts<ExtendContainerRequest>("application/json")
        .Produces<ContainerView>()
        .ProducesProblems(400, 401, 403, 404, 409, 413, 415, 422, 503)
        .DescribeId()
        .DescribeHeader(IdempotencyKey.Header, "1–255 printable ASCII characters of your choice, such as a UUID; the same for every repeat of one request.")
        .Example(ApiExamples.Extension, StatusCodes.Status200OK, ApiExamples.RunningContainer);

    private static async Task<IResult> HandleAsync(
        HttpContext context,
        Caller caller,
        ContainerRules rules,
        OwnContainers containers,
        IdempotentRequests idempotent,
        LifecycleClient<ExtendContainerRequested> lifecycle,
        GatewayOptions options,
        string id)
    {
        var (key, badKey) = IdempotencyKey.Read(context.Request);
        if (badKey is not null)
            return badKey;
        var (body, badBody) = await RequestBody.ReadAsync(context.Request);
        if (body is null)
            return badBody!;
        var ttl = rules.ReadExtension(body);
        if (body.Errors.Count > 0)
            return Problems.Validation(body.Errors);

        if (await containers.FindAsync(caller, id, context.RequestAborted) is not { } document)
            return Problems.ContainerNotFound();
        if (rules.CheckLifetime(document, ttl) is { } tooLong)
            return Problems.Validation(tooLong);
        var request = new ExtendContainerRequested { ContainerId = document.CorrelationId, Owner = caller.Owner, TtlSeconds = ttl };
        return await idempotent.RunAsync(caller.Owner, key, new { Operation = "extendContainer", request }, ExtendAsync, context.RequestAborted);

        async Task<IResult> ExtendAsync()
        {
            var (accepted, refused) = await lifecycle.AskAsync(request, context.RequestAborted);
            return accepted is null ? Problems.Refused(refused!) : JsonAnswer.Of(StatusCodes.Status200OK, ContainerView.Of(accepted, options.Namespace));
        }
    }
}
