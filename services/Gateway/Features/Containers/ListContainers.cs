using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sprout.Contracts;
using Sprout.Gateway.Auth;
using Sprout.Gateway.Errors;
using Sprout.Gateway.Features.ApiDocs;
using Sprout.State;

namespace Sprout.Gateway.Features.Containers;

/// <summary><c>GET /containers</c>.</summary>
internal sealed class ListContainers : IEndpointModule
{
    private const int DefaultLimit = 20;

    private const int MaximumLimit = 100;

    private static readonly string[] States = Enum.GetNames<ContainerStatus>();

    /// <inheritdoc/>
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapGet("/containers", HandleAsync)
        .WithName("listContainers")
        .WithTags("containers")
        .WithSummary("List your containers")
        .WithDescription("Newest first, a page at a time; what a page costs does not depend on how many there are. Deleted and failed ones stay listed for a while.")
        .Produces<ContainerPageView>()
        .ProducesProblems(400, 401, 503)
        .DescribeQuery("status", "Only those in this state.", States.Select(ContainerStates.Public))
        .DescribeQuery("cursor", "`next_cursor` of the page before.")
        .DescribeQuery("limit", "Most of them on a page.", minimum: 1, maximum: MaximumLimit, @default: DefaultLimit)
        .Example(null, StatusCodes.Status200OK, ApiExamples.Page);

    private static async Task<IResult> HandleAsync(HttpContext context, Caller caller, ContainerStore store, GatewayOptions options, string? status, string? cursor, string? limit)
    {
        var errors = new FieldErrors();
        var state = States.FirstOrDefault(known => ContainerStates.Public(known) == status);
        if (status is not null && state is null)
            errors.Add("status", $"must be one of {string.Join(", ", States.Select(ContainerStates.Public))}.");
        PageCursor? from = null;
        if (cursor is not null && !PageCursor.TryParse(cursor, out from))
            errors.Add("cursor", "must be next_cursor of the page before, unchanged.");
        var most = DefaultLimit;
        if (limit is not null && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out most) || most is < 1 or > MaximumLimit))
            errors.Add("limit", $"must be 1–{MaximumLimit}.");
        if (errors.Count > 0)
            return Problems.Validation(errors);

        var page = await store.ListAsync(caller.Owner, state, from, most, context.RequestAborted);
        return Results.Ok(new ContainerPageView([.. page.Items.Select(item => ContainerView.Of(item, options.Namespace))], page.Next?.ToString()));
    }
}
