using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Api;
using Sprout.ClusterSimulator.Kinds;
using Sprout.ClusterSimulator.Objects;
using Sprout.ClusterSimulator.Storage;

namespace Sprout.ClusterSimulator.Admission;

/// <summary>The container limits of a namespace's LimitRanges: they fill in requests and limits, and hold them between min and max.</summary>
internal sealed class LimitRanges(IReadOnlyList<JsonObject> limits)
{
    public static readonly LimitRanges None = new([]);

    public static LimitRanges Of(ObjectStore store, string @namespace)
    {
        var (_, items) = store.List(ResourceKinds.LimitRanges, @namespace);
        return items.Length == 0 ? None : new LimitRanges(
            [.. items.SelectMany(item => item.Parse().Object("spec").Array("limits").Objects().Where(limit => limit.Text("type") == "Container"))]);
    }

    public void ApplyDefaults(JsonObject pod)
    {
        var notes = new List<string>();
        foreach (var limit in limits)
        {
            foreach (var container in pod.Object("spec").Array("containers").Objects())
            {
                var name = container.Text("name");
                Fill(container, "requests", limit.Object("defaultRequest"), $"request for container {name}", notes);
                Fill(container, "limits", limit.Object("default"), $"limit for container {name}", notes);
            }
        }

        if (notes.Count > 0)
        {
            pod.Metadata().GetOrAddObject("annotations")["kubernetes.io/limit-ranger"] = $"LimitRanger plugin set: {string.Join("; ", notes)}";
        }
    }

    public Status? Refuse(JsonObject pod)
    {
        var problems = limits
            .SelectMany(limit => pod.Object("spec").Array("containers").Objects().SelectMany(container => Problems(container.Object("resources"), limit)))
            .ToList();
        return problems.Count == 0 ? null : Status.Forbidden(
            ResourceKinds.Pods, pod.Metadata().Text("name") ?? "", problems.Count == 1 ? problems[0] : $"[{string.Join(", ", problems)}]");
    }

    private static void Fill(JsonObject container, string which, JsonObject? defaults, string what, List<string> notes)
    {
        var resources = container.GetOrAddObject("resources");
        var missing = (defaults ?? []).Where(amount => resources.Object(which)?[amount.Key] is null).OrderBy(amount => amount.Key, StringComparer.Ordinal).ToList();
        foreach (var (resource, amount) in missing)
        {
            resources.GetOrAddObject(which)[resource] = amount!.DeepClone();
        }

        if (missing.Count > 0)
        {
            notes.Add($"{string.Join(", ", missing.Select(amount => amount.Key))} {what}");
        }
    }

    private static IEnumerable<string> Problems(JsonObject? resources, JsonObject limit)
    {
        foreach (var (resource, _) in limit.Object("min") ?? [])
        {
            if (Both(limit.Object("min"), resources.Object("requests"), resource) is var (least, request) && request.Value < least.Value)
            {
                yield return $"minimum {resource} usage per Container is {least}, but request is {request}";
            }
        }

        foreach (var (resource, _) in limit.Object("max") ?? [])
        {
            if (Both(limit.Object("max"), resources.Object("limits"), resource) is var (most, asked) && asked.Value > most.Value)
            {
                yield return $"maximum {resource} usage per Container is {most}, but limit is {asked}";
            }
        }
    }

    private static (Quantity Bound, Quantity Actual)? Both(JsonObject? bounds, JsonObject? amounts, string resource) =>
        Quantity.TryParse(bounds.Text(resource), out var bound) && Quantity.TryParse(amounts.Text(resource), out var actual) ? (bound, actual) : null;
}
