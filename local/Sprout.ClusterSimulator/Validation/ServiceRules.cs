using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Objects;

namespace Sprout.ClusterSimulator.Validation;

/// <summary>Services need ports, and keep their cluster IP.</summary>
internal static class ServiceRules
{
    public static void Check(JsonObject tree, FieldErrors errors)
    {
        var spec = tree.Object("spec");
        var ports = spec.Array("ports").Objects().ToList();
        if (ports.Count == 0 && spec.Text("clusterIP") != "None" && spec.Text("type") != "ExternalName")
        {
            errors.Required("spec.ports");
        }

        for (var index = 0; index < ports.Count; index++)
        {
            PortRules.Check(ports[index], "port", $"spec.ports[{index}]", errors);
            if (ports.Count > 1 && string.IsNullOrEmpty(ports[index].Text("name")))
            {
                errors.Required($"spec.ports[{index}].name");
            }
        }
    }

    public static void CheckUpdate(JsonObject tree, JsonObject old, FieldErrors errors)
    {
        var address = tree.Object("spec").Text("clusterIP") ?? "";
        if (address != old.Object("spec").Text("clusterIP"))
        {
            errors.Invalid("spec.clusterIP", MetadataRules.Quote(address), "field is immutable");
        }
    }
}
