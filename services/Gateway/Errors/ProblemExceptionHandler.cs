using MassTransit;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Sprout.Redis;

namespace Sprout.Gateway.Errors;

/// <summary>Turns what was thrown into a problem: what is away is a 503, what cannot be read is the client's, the rest is a bug of ours.</summary>
internal sealed class ProblemExceptionHandler : IExceptionHandler
{
    private readonly ILogger<ProblemExceptionHandler> _logger;

    public ProblemExceptionHandler(ILogger<ProblemExceptionHandler> logger) => _logger = logger;

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        try
        {
            await Translate(exception, httpContext).ExecuteAsync(httpContext);
        }
        catch (OperationCanceledException) when (httpContext.RequestAborted.IsCancellationRequested)
        {
            // Thrown on, it would be logged as two errors of ours.
            _logger.LogDebug("Request {RequestId} was given up by who sent it", httpContext.TraceIdentifier);
        }

        return true;
    }

    private ProblemResult Translate(Exception exception, HttpContext context)
    {
        switch (exception)
        {
            case BadHttpRequestException bad:
                return Problems.OfStatus(bad.StatusCode, allow: "");

            // A request that faulted is one that the lifecycle service could not finish; it has logged why.
            case RedisException or RequestException or ConnectionException or TransportException:
                // Without the stack, which says nothing here: while Redis is away every request ends so.
                _logger.LogWarning("Request {RequestId} could not be answered, something behind the gateway is away: {Reason}", context.TraceIdentifier, exception.Message);
                return Problems.Unavailable();

            default:
                _logger.LogError(exception, "Request {RequestId} met a bug", context.TraceIdentifier);
                return Problems.Internal();
        }
    }
}
