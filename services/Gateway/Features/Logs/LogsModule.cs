using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sprout.Gateway.Auth;
using Sprout.Gateway.Errors;
using Sprout.Gateway.Features.ApiDocs;
using Sprout.Gateway.Features.Containers;
using Sprout.Gateway.Http;
using Sprout.Kubernetes;

namespace Sprout.Gateway.Features.Logs;

/// <summary><c>GET /containers/{id}/logs</c>.</summary>
internal sealed class LogsModule : IEndpointModule
{
    /// <inheritdoc/>
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapGet("/containers/{id}/logs", HandleAsync)
        .WithName("getContainerLogs")
        .WithTags("containers")
        .WithSummary("Read what a container writes")
        .WithDescription(
            "Its standard output and error, in its own bytes, as the cluster has them: the nodes keep the last some megabytes. With `follow` they go on until the container ends; "
            + "a quiet container sends nothing. An answer that breaks off, rather than ends, can be resumed: ask with `timestamps=true`, and again with `since` as the last "
            + "line's time; drop the lines up to and with that one. When the container has failed or was deleted, the last 500 lines, 64 KiB at most, stay readable as long as its record does.")
        .Produces<string>(StatusCodes.Status200OK, "text/plain")
        .ProducesProblems(400, 401, 404, 409, 429, 503)
        .DescribeId()
        .DescribeQuery("follow", "Go on with what comes.", Flags)
        .DescribeQuery("previous", "Of the run before, when it was started again.", Flags)
        .DescribeQuery("tail", "The newest lines only, that many.", minimum: 0, maximum: LogQuery.MaximumTail)
        .DescribeQuery("timestamps", "Begin each line with its time (RFC 3339) and a space.", Flags)
        .DescribeQuery("since", "Only what was written in this second (RFC 3339) or later.")
        .DescribeAnswerHeader(StatusCodes.Status200OK, LogHeaders.Source, "`cluster`, or `kept` where the container has ended.")
        .DescribeAnswerHeader(StatusCodes.Status200OK, LogHeaders.LeftOut, "How many older lines were not kept; with a `+` where there may have been more.")
        .DescribeAnswerHeader(StatusCodes.Status409Conflict, "Retry-After", "When to try again at the earliest, in seconds.")
        .Example(null, StatusCodes.Status200OK, ApiExamples.Logs);

    private static IEnumerable<string> Flags => ["true", "false"];

    private static async Task HandleAsync(
        HttpContext context,
        Caller caller,
        ClientAddress address,
        OwnContainers containers,
        LogPlaces places,
        LogSource source,
        IHostApplicationLifetime lifetime,
        ILogger<LogsModule> logger,
        string id,
        string? follow,
        string? previous,
        string? tail,
        string? timestamps,
        string? since)
    {
        var errors = new FieldErrors();
        var query = LogQuery.Read(follow, previous, tail, timestamps, since, errors);
        if (errors.Count > 0)
        {
            await Problems.Validation(errors).ExecuteAsync(context);
            return;
        }

        if (await containers.FindAsync(caller, id, context.RequestAborted) is not { } container)
        {
            await Problems.ContainerNotFound().ExecuteAsync(context);
            return;
        }

        using var place = places.TryTake(caller, address);
        if (place is null)
        {
            await Problems.TooManyLogStreams().ExecuteAsync(context);
            return;
        }

        // A stream would hold up the end of the process otherwise.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await AnswerAsync(context, await source.FindAsync(container, query, ending.Token), query, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // Not an end of the log: a client that is still there shall see that it goes on elsewhere.
            context.Abort();
        }
        catch (Exception exception) when (context.Response.HasStarted && exception is IOException or KubernetesException or HttpRequestException or TimeoutException)
        {
            logger.LogInformation("The logs of container {ContainerId} broke off: {Reason}", container.CorrelationId, exception.Message);
            context.Abort();
        }
        finally
        {
            // Whatever happened, the call to the cluster ends with this one.
            await ending.CancelAsync();
        }
    }

    private static async Task AnswerAsync(HttpContext context, LogAnswer answer, LogQuery query, CancellationToken cancellationToken)
    {
        if (answer.Problem is { } problem)
        {
            await problem.ExecuteAsync(context);
            return;
        }

        context.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
        LogHeaders.Write(context.Response, answer.Kept);
        if (answer.Kept is { } kept)
        {
            foreach (var line in KeptLogText.Select(kept, query))
                await context.Response.BodyWriter.WriteAsync(line, cancellationToken);
            return;
        }

        // The client shall see at once that it has been heard, also when there is nothing to say yet.
        await context.Response.BodyWriter.FlushAsync(cancellationToken);
        await using var log = await answer.FromCluster!;
        await LogStream.CopyAsync(log, context.Response.BodyWriter, cancellationToken);
    }
}
