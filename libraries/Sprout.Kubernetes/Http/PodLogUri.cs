using System.Globalization;
using Sprout.Kubernetes.Models;

namespace Sprout.Kubernetes.Http;

/// <summary>The address of a pod's log.</summary>
internal static class PodLogUri
{
    public static string Of(string name, string? @namespace, PodLogOptions options) =>
        ResourceUri.WithQuery(
            $"{ResourceUri.Item(V1Pod.ResourceType, @namespace, name)}/log",
            ("container", options.Container),
            ("follow", Flag(options.Follow)),
            ("previous", Flag(options.Previous)),
            ("tailLines", options.TailLines?.ToString(CultureInfo.InvariantCulture)),
            ("sinceTime", options.SinceTime?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture)),
            ("timestamps", Flag(options.Timestamps)),
            ("limitBytes", options.LimitBytes?.ToString(CultureInfo.InvariantCulture)));

    private static string? Flag(bool value) => value ? "true" : null;
}
