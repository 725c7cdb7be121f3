using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Objects;

namespace Sprout.ClusterSimulator.Validation;

/// <summary>A port number, required, between 1 and 65535.</summary>
internal static class PortRules
{
    public static void Check(JsonObject port, string member, string field, FieldErrors errors)
    {
        switch (port.Number(member))
        {
            case null or 0 when member == "containerPort":
                errors.Required($"{field}.{member}");
                break;
            case (< 1 or > 65535 or null) and var number:
                errors.Invalid($"{field}.{member}", (number ?? 0).ToString(), "must be between 1 and 65535, inclusive");
                break;
        }
    }
}
