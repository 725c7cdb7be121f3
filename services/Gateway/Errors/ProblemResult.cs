using System.Globalization;
using Microsoft.AspNetCore.Http;
using Sprout.Gateway.Http;

namespace Sprout.Gateway.Errors;

/// <summary>Answers a request with a problem.</summary>
internal sealed class ProblemResult : IResult
{
    public const string ContentType = "application/problem+json";

    // A path that is longer is not said back whole.
    private const int LongestInstance = 2048;

    private readonly Problem _problem;
    private readonly TimeSpan? _retryAfter;

    public ProblemResult(Problem problem, TimeSpan? retryAfter = null)
    {
        _problem = problem;
        _retryAfter = retryAfter;
    }

    public Problem Problem => _problem;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        response.StatusCode = _problem.Status;
        if (_retryAfter is { } wait)
            response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        var path = RequestPaths.Tellable(request);
        var told = _problem with { Instance = path.Length <= LongestInstance ? path : path[..LongestInstance], RequestId = httpContext.TraceIdentifier };
        return response.WriteAsJsonAsync(told, GatewayJson.Options, ContentType, httpContext.RequestAborted);
    }
}
