using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sprout.Contracts;
using Sprout.Gateway.Auth;
using Sprout.Gateway.Errors;
using Sprout.Gateway.Features.ApiDocs;
using Sprout.Gateway.Http;
using Sprout.State;

namespace Sprout.Gateway.Features.Containers;

/// <summary><c>POST /containers</c>.</summary>
internal sealed class CreateContainer : IEndpointModule
{
    /// <inheritdoc/>
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapPost("/containers", HandleAsync)
        .WithName("createContainer")
        .WithTags("containers")
        .WithSummary("Create a container")
        .WithDescription(
            "Answers as soon as the container is stored, with status `pending`; follow `GET /events` or ask `GET /containers/{id}` to see it become "
            + "`running`. Send an `Idempotency-Key` to make repeating safe: the same key with the same content is the same container. "
            + "No body at all means all defaults.")
        .Accepts<CreateContainerRequest>(isOptional: true, "application/json")
        .Produces<ContainerView>(StatusCodes.Status202Accepted)
        .ProducesProblems(400, 401, 413, 415, 422, 429, 503)
        .DescribeHeader(IdempotencyKey.Header, "1–255 printable ASCII characters of your choice, such as a UUID; the same for every repeat of one request.")
        .DescribeAnswerHeader(StatusCodes.Status202Accepted, "Location", "The container's path.")
        .Example(ApiExamples.Creation, StatusCodes.Status202Accepted, ApiExamples.PendingContainer);

    // The order matters: what costs nothing comes first, and what takes something (a slot) comes after all that may refuse.
    // A rate limit belongs before everything here; it needs the caller alone.
    private static async Task<IResult> HandleAsync(
        HttpContext context,
        Caller caller,
        ContainerRules rules,
        ContainerStore store,
        QuotaGate quota,
        LifecycleClient<CreateContainerRequested> lifecycle,
        GatewayOptions options)
    {
        var (key, badKey) = IdempotencyKey.Read(context.Request);
        if (badKey is not null)
            return badKey;
        var id = ContainerIds.Make(caller.Owner, key);

        var (body, badBody) = await RequestBody.ReadAsync(context.Request);
        if (body is null)
            return badBody!;
        var (spec, ttl) = rules.ReadCreation(body, id);
        if (body.Errors.Count > 0)
            return Problems.Validation(body.Errors);

        var scopes = quota.ScopesOf(caller);
        // A repeat of what is stored already needs no slot; it would wrongly be told that the quota is full once the container has ended.
        var isRepeat = key is not null && await store.FindAsync(id, context.RequestAborted) is not null;
        if (!isRepeat && await quota.LeaseAsync(id, scopes, context.RequestAborted) is { } full)
            return Problems.QuotaExceeded(full);

        var request = new CreateContainerRequested { ContainerId = id, Owner = caller.Owner, Spec = spec, TtlSeconds = ttl, QuotaScopes = scopes };
        var (accepted, refused) = await lifecycle.AskAsync(request, context.RequestAborted);
        return accepted is null
            ? Problems.Refused(refused!)
            : Results.Accepted($"{context.Request.PathBase}/containers/{id:D}", ContainerView.Of(accepted, options.Namespace));
    }
}
