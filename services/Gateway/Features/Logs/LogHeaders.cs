using System.Globalization;
using Microsoft.AspNetCore.Http;
using Sprout.State;

namespace Sprout.Gateway.Features.Logs;

/// <summary>What stands over logs.</summary>
internal static class LogHeaders
{
    /// <summary><c>cluster</c>, or <c>kept</c> where the container has ended.</summary>
    public const string Source = "X-Log-Source";

    /// <summary>How many older lines were not kept; with a <c>+</c> where there may have been more.</summary>
    public const string LeftOut = "X-Log-Left-Out";

    public static void Write(HttpResponse response, KeptLogs? kept)
    {
        response.ContentType = "text/plain; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        response.Headers[Source] = kept is null ? "cluster" : "kept";
        if (kept is { LeftOut: > 0 } or { IsLeast: true })
            response.Headers[LeftOut] = kept.LeftOut.ToString(CultureInfo.InvariantCulture) + (kept.IsLeast ? "+" : "");
    }
}
