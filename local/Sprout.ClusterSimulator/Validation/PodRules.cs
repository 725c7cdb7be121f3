using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Kinds;
using Sprout.ClusterSimulator.Objects;

namespace Sprout.ClusterSimulator.Validation;

/// <summary>The part of pod validation that clients run into.</summary>
internal static class PodRules
{
    private const string Immutable =
        "pod updates may not change fields other than `spec.containers[*].image`, `spec.initContainers[*].image`, "
        + "`spec.activeDeadlineSeconds` or `spec.tolerations` (only additions to existing tolerations)";

    public static void Check(JsonObject tree, FieldErrors errors)
    {
        var spec = tree.Object("spec");
        var containers = spec.Array("containers").Objects().ToList();
        if (containers.Count == 0)
        {
            errors.Required("spec.containers");
        }

        var names = new HashSet<string>();
        for (var index = 0; index < containers.Count; index++)
        {
            CheckContainer(containers[index], $"spec.containers[{index}]", names, errors);
        }

        if (spec.Text("restartPolicy") is { } policy and not ("Always" or "OnFailure" or "Never"))
        {
            errors.NotSupported("spec.restartPolicy", policy, "Always", "OnFailure", "Never");
        }
    }

    /// <summary>Only images, the deadline and tolerations of a pod may change.</summary>
    public static void CheckUpdate(JsonObject tree, JsonObject old, FieldErrors errors)
    {
        if (!JsonNode.DeepEquals(Frozen(tree), Frozen(old)))
        {
            errors.Forbidden("spec", Immutable);
        }
    }

    private static void CheckContainer(JsonObject container, string field, HashSet<string> names, FieldErrors errors)
    {
        var name = container.Text("name") ?? "";
        if (name.Length == 0)
        {
            errors.Required($"{field}.name");
        }
        else if (NameRules.ProblemOf(name, NameRule.Label) is { } problem)
        {
            errors.Invalid($"{field}.name", MetadataRules.Quote(name), problem);
        }
        else if (!names.Add(name))
        {
            errors.Duplicate($"{field}.name", name);
        }

        var image = container.Text("image") ?? "";
        if (image.Length == 0)
        {
            errors.Required($"{field}.image");
        }
        else if (image != image.Trim())
        {
            errors.Invalid($"{field}.image", MetadataRules.Quote(image), "must not have leading or trailing whitespace");
        }

        var index = 0;
        foreach (var port in container.Array("ports").Objects())
        {
            PortRules.Check(port, "containerPort", $"{field}.ports[{index++}]", errors);
        }

        index = 0;
        foreach (var variable in container.Array("env").Objects())
        {
            if (string.IsNullOrEmpty(variable.Text("name")))
            {
                errors.Required($"{field}.env[{index}].name");
            }

            index++;
        }

        CheckResources(container.Object("resources"), $"{field}.resources", errors);
    }

    private static void CheckResources(JsonObject? resources, string field, FieldErrors errors)
    {
        foreach (var (resource, _) in resources.Object("requests") ?? [])
        {
            if (Quantity.TryParse(resources.Object("requests").Text(resource), out var request)
                && Quantity.TryParse(resources.Object("limits").Text(resource), out var limit)
                && request.Value > limit.Value)
            {
                errors.Invalid($"{field}.requests", MetadataRules.Quote(request.ToString()), $"must be less than or equal to {resource} limit");
            }
        }
    }

    private static JsonObject? Frozen(JsonObject tree)
    {
        var spec = tree.Object("spec")?.DeepClone().AsObject();
        spec?.Remove("activeDeadlineSeconds");
        spec?.Remove("tolerations");
        foreach (var container in spec.Array("containers").Objects().Concat(spec.Array("initContainers").Objects()))
        {
            container.Remove("image");
        }

        return spec;
    }
}
