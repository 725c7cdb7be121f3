using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Sprout.Local.Crashes;

/// <summary>Points around every request from outside: <c>before-http:POST:/containers</c>, <c>after-http:DELETE:/containers/{id}</c> and so on.</summary>
public sealed partial class HttpCrashPoints(CrashPoints points, RequestDelegate next)
{
    /// <summary>Handles a request. The point after it lies before the last of the answer is sent.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var call = $"{context.Request.Method}:{Id().Replace(context.Request.Path, "{id}")}";
        points.Reach("before-http:" + call);
        await next(context);
        points.Reach("after-http:" + call);
    }

    [GeneratedRegex("[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Id();
}
