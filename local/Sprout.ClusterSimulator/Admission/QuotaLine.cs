using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Kinds;
using Sprout.ClusterSimulator.Objects;

namespace Sprout.ClusterSimulator.Admission;

/// <summary>One resource of a quota that a new object touches.</summary>
internal sealed record QuotaLine(string Resource, Quantity Hard, Quantity Used, Quantity Requested)
{
    /// <summary>Null when the object does not touch the resource.</summary>
    public static QuotaLine? Of(string resource, string? hard, ResourceKind kind, QuotaUse use, decimal used)
    {
        decimal? requested = resource.StartsWith("services.", StringComparison.Ordinal)
            // A service that opens nothing does not touch them, even where they are used up.
            ? use.Of(resource) is > 0 and var opened ? opened : null
            : use.Of(resource) is { } amount
                ? kind == ResourceKinds.Pods ? amount : null
                : KindOf(resource) == kind ? 1 : null;
        return requested is { } asked && Quantity.TryParse(hard, out var most)
            ? new QuotaLine(resource, most, QuotaUse.Amount(resource, used), QuotaUse.Amount(resource, asked))
            : null;
    }

    /// <summary>The kind that a count quota counts: <c>services</c>, <c>count/pods</c>, <c>count/ingresses.networking.k8s.io</c>.</summary>
    public static ResourceKind? KindOf(string resource)
    {
        var name = resource.StartsWith("count/", StringComparison.Ordinal) ? resource["count/".Length..] : resource is "services" or "resourcequotas" ? resource : null;
        return ResourceKinds.All.FirstOrDefault(kind => kind.QualifiedPlural == name);
    }

    /// <summary>Every container says what it asks of the resource.</summary>
    public static bool IsSaid(string resource, JsonObject pod)
    {
        var (list, name) = resource switch
        {
            "limits.cpu" => ("limits", "cpu"),
            "limits.memory" => ("limits", "memory"),
            "cpu" or "requests.cpu" => ("requests", "cpu"),
            "memory" or "requests.memory" => ("requests", "memory"),
            _ => ("", ""),
        };
        return list.Length == 0 || pod.Object("spec").Array("containers").Objects().All(container => container.Object("resources").Object(list)?[name] is not null);
    }
}
