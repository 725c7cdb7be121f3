using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Sprout.Hosting.Telemetry;

/// <summary>What is asked every few seconds by whoever looks after us: no story of anybody's.</summary>
public static class Probes
{
    /// <summary>Whether it is one.</summary>
    public static bool IsOne(PathString path) => path.Value is "/livez" or "/readyz" or "/healthz";

    /// <summary>Leaves a request out of the traces.</summary>
    public static void Hide(HttpContext context)
    {
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is { } span)
            span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }
}
