using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Objects;

namespace Sprout.ClusterSimulator.Defaults;

/// <summary>In a limit range, a missing default follows from the maximum, and a missing default request from the default or the minimum.</summary>
internal static class LimitRangeDefaults
{
    public static void Apply(JsonObject tree)
    {
        foreach (var limit in tree.Object("spec").Array("limits").Objects())
        {
            foreach (var amounts in (string[])["max", "min", "default", "defaultRequest"])
            {
                Quantities.Canonicalize(limit.Object(amounts));
            }

            if (limit.Text("type") == "Container")
            {
                Inherit(limit, "default", "max");
                Inherit(limit, "defaultRequest", "default");
                Inherit(limit, "defaultRequest", "min");
            }
        }
    }

    private static void Inherit(JsonObject limit, string to, string from)
    {
        foreach (var (resource, amount) in limit.Object(from) ?? [])
        {
            limit.GetOrAddObject(to).SetDefault(resource, amount!.DeepClone());
        }
    }
}
