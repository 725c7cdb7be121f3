using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Kinds;
using Sprout.ClusterSimulator.Pods;

namespace Sprout.ClusterSimulator.Objects;

/// <summary>What selectors, quotas and controllers ask of an object, read out of its JSON once.</summary>
internal sealed record ObjectFacts
{
    public required string Uid { get; init; }

    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    public required IReadOnlyList<Owner> Owners { get; init; }

    public required bool IsDeleting { get; init; }

    public required bool HasFinalizers { get; init; }

    /// <summary>A pod's or namespace's <c>status.phase</c>.</summary>
    public string Phase { get; init; } = "";

    /// <summary>The node that a pod is bound to, or empty.</summary>
    public string NodeName { get; init; } = "";

    /// <summary>The fields of an Event that can be selected on, by path.</summary>
    public IReadOnlyDictionary<string, string> EventFields { get; init; } = new Dictionary<string, string>();

    /// <summary>A pod's images, in order; the kubelet restarts it when they change.</summary>
    public string Images { get; init; } = "";

    /// <summary>The behaviour that a pod's annotation asks for, or null.</summary>
    public string? Behaviour { get; init; }

    /// <summary>What it counts for in a quota; nothing for pods that have ended.</summary>
    public QuotaUse Use { get; init; } = QuotaUse.None;

    public static ObjectFacts Of(ResourceKind kind, JsonObject tree)
    {
        var metadata = tree.Object("metadata");
        var phase = tree.Object("status").Text("phase") ?? "";
        var hasEnded = kind == ResourceKinds.Pods && phase is ("Succeeded" or "Failed");
        return new ObjectFacts
        {
            Uid = metadata.Text("uid") ?? "",
            Labels = metadata.Object("labels") is { } labels
                ? labels.ToDictionary(label => label.Key, label => JsonPaths.Scalar(label.Value) ?? "")
                : new Dictionary<string, string>(),
            Owners = [.. metadata.Array("ownerReferences").Objects().Select(Owner.Of)],
            IsDeleting = metadata.Text("deletionTimestamp") is not null,
            HasFinalizers = metadata.Array("finalizers") is { Count: > 0 },
            Phase = phase,
            NodeName = tree.Object("spec").Text("nodeName") ?? "",
            EventFields = kind == ResourceKinds.Events ? FieldsOfEvent(tree) : new Dictionary<string, string>(),
            Images = kind == ResourceKinds.Pods ? PodResources.ImagesOf(tree.Object("spec")) : "",
            Behaviour = kind == ResourceKinds.Pods ? metadata.Object("annotations").Text(ImageBehaviours.Annotation) : null,
            Use = hasEnded ? QuotaUse.None : QuotaUse.Of(kind, tree),
        };
    }

    private static Dictionary<string, string> FieldsOfEvent(JsonObject tree)
    {
        var fields = new Dictionary<string, string> { ["reason"] = tree.Text("reason") ?? "", ["type"] = tree.Text("type") ?? "" };
        foreach (var name in (string[])["name", "namespace", "uid", "kind"])
        {
            fields[$"involvedObject.{name}"] = tree.Object("involvedObject").Text(name) ?? "";
        }

        return fields;
    }
}
