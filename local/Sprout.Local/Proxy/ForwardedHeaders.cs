using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Sprout.Local.Proxy;

/// <summary>Which header fields a proxy hands on.</summary>
internal static class ForwardedHeaders
{
    private const string ForwardedFor = "X-Forwarded-For";

    // RFC 9110, 7.6.1: these are about one connection. Expect was answered by us, X-Forwarded-… is ours to say.
    private static readonly HashSet<string> Own = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
        "Expect", "Host", ForwardedFor, "X-Forwarded-Host", "X-Forwarded-Proto",
    };

    /// <summary>Hands on a request's.</summary>
    public static void Copy(HttpRequest from, HttpRequestMessage to)
    {
        var named = Named(from.Headers.Connection);
        foreach (var (name, values) in from.Headers)
        {
            if (!Own.Contains(name) && !named.Contains(name) && !to.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
                to.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        }

        to.Headers.Host = from.Host.Value;
        // At the end of what others have said, so that a gateway can count from there how far back it believes.
        to.Headers.TryAddWithoutValidation(
            ForwardedFor, string.Join(", ", (string?[])[.. from.Headers[ForwardedFor], from.HttpContext.Connection.RemoteIpAddress?.ToString()]));
        to.Headers.Add("X-Forwarded-Proto", from.Scheme);
        to.Headers.TryAddWithoutValidation("X-Forwarded-Host", from.Host.Value);
    }

    /// <summary>Hands on an answer's.</summary>
    public static void Copy(HttpResponseMessage from, HttpResponse to)
    {
        var named = Named(from.Headers.Connection.ToArray());
        foreach (var (name, values) in from.Headers.NonValidated.Concat(from.Content.Headers.NonValidated))
        {
            if (!Own.Contains(name) && !named.Contains(name))
                to.Headers[name] = new StringValues([.. values]);
        }
    }

    // What Connection names is about this connection too.
    private static HashSet<string> Named(StringValues connection) =>
        new(connection.SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries)), StringComparer.OrdinalIgnoreCase);
}
