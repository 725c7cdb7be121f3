using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sprout.Contracts;
using Sprout.Gateway.Auth;
using Sprout.Gateway.Errors;
using Sprout.Gateway.Features.ApiDocs;
using Sprout.Gateway.Features.Captcha;
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
            + "`running`. Send an `Idempotency-Key` to make repeating safe: for 24 hours the same key with the same content gets the same answer. "
            + "No body at all means all defaults.")
        .Accepts<CreateContainerRequest>(isOptional: true, "application/json")
        .Produces<ContainerView>(StatusCodes.Status202Accepted)
        .ProducesProblems(400, 401, 403, 409, 413, 415, 422, 429, 503)
        .DescribeHeader(IdempotencyKey.Header, "1–255 printable ASCII characters of your choice, such as a UUID; the same for every repeat of one request.")
        .DescribeAnswerHeader(StatusCodes.Status202Accepted, "Location", "The container's path.")
        .Example(ApiExamples.Creation, StatusCodes.Status202Accepted, ApiExamples.PendingContainer);

    // The order matters: what costs nothing comes first, and what takes something (a slot) comes after all that may refuse.
    private static async Task<IResult> HandleAsync(
        HttpContext context, Caller caller, ClientAddress address, ContainerRules rules, CaptchaGate captcha, InstallationId installation, IdempotentRequests idempotent, ContainerCreation creation)
    {
        var (key, badKey) = IdempotencyKey.Read(context.Request);
        if (badKey is not null)
            return badKey;
        var id = await ContainerIds.MakeAsync(installation, caller.Owner, key, context.RequestAborted);

        var (body, badBody) = await RequestBody.ReadAsync(context.Request);
        if (body is null)
            return badBody!;
        var (spec, ttl, token) = rules.ReadCreation(body, id);
        if (body.Errors.Count > 0)
            return Problems.Validation(body.Errors);
        if (captcha.Miss(caller, CaptchaPurpose.CreateContainer, token) is { } missing)
            return missing;

        var request = new CreateContainerRequested { ContainerId = id, Owner = caller.Owner, Spec = spec, TtlSeconds = ttl, QuotaScopes = creation.ScopesOf(caller, address) };
        return await idempotent.RunAsync(
            caller.Owner,
            key,
            new { Operation = "createContainer", spec.Name, spec.Image, spec.Port, Environment = spec.Environment.OrderBy(variable => variable.Key, StringComparer.Ordinal), ttl },
            () => creation.RunAsync(request, isRepeatable: key is not null, RedeemAsync, context.RequestAborted),
            context.RequestAborted);

        Task<ProblemResult?> RedeemAsync() => captcha.RedeemAsync(caller, address, CaptchaPurpose.CreateContainer, token, id, context.RequestAborted);
    }
}
