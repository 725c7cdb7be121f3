using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Objects;

namespace Sprout.ClusterSimulator.Writes;

/// <summary>How to delete: the body of a DELETE, or its query.</summary>
internal sealed record DeleteOptions
{
    public static readonly DeleteOptions Default = new();

    public string? Propagation { get; init; }

    public long? GraceSeconds { get; init; }

    public string? Uid { get; init; }

    public string? ResourceVersion { get; init; }

    public static DeleteOptions Of(JsonObject? body, Func<string, string?> query) => new()
    {
        Propagation = body.Text("propagationPolicy") ?? query("propagationPolicy")
            ?? (body.Flag("orphanDependents") == true ? "Orphan" : null),
        GraceSeconds = body.Number("gracePeriodSeconds") ?? (long.TryParse(query("gracePeriodSeconds"), out var seconds) ? seconds : null),
        Uid = body.Object("preconditions").Text("uid"),
        ResourceVersion = body.Object("preconditions").Text("resourceVersion"),
    };
}
