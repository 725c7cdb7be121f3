using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Sprout.Gateway.Http;

/// <summary>Gives every request an id, its caller's own when that is fit for a log, and answers it as <c>X-Request-Id</c>.</summary>
internal sealed class RequestIds
{
    public const string Header = "X-Request-Id";

    private const int MaximumLength = 64;

    private static readonly SearchValues<char> Fit = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    private readonly RequestDelegate _next;

    public RequestIds(RequestDelegate next) => _next = next;

    public Task InvokeAsync(HttpContext context)
    {
        var wanted = context.Request.Headers[Header].ToString();
        context.TraceIdentifier = wanted.Length is > 0 and <= MaximumLength && !wanted.AsSpan().ContainsAnyExcept(Fit) ? wanted : Guid.NewGuid().ToString("N");
        // On starting, because an error handler clears the headers that were set before.
        context.Response.OnStarting(() =>
        {
            context.Response.Headers[Header] = context.TraceIdentifier;
            return Task.CompletedTask;
        });
        return _next(context);
    }
}
