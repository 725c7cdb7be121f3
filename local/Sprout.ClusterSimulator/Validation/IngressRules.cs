using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Kinds;
using Sprout.ClusterSimulator.Objects;

namespace Sprout.ClusterSimulator.Validation;

/// <summary>Ingresses need a backend, hosts that are names, and a type for every path.</summary>
internal static class IngressRules
{
    public static void Check(JsonObject tree, FieldErrors errors)
    {
        var spec = tree.Object("spec");
        var rules = spec.Array("rules").Objects().ToList();
        if (rules.Count == 0 && spec.Object("defaultBackend") is null)
        {
            errors.Invalid("spec", "[]", "either `defaultBackend` or `rules` must be specified");
        }

        for (var index = 0; index < rules.Count; index++)
        {
            CheckRule(rules[index], $"spec.rules[{index}]", errors);
        }
    }

    private static void CheckRule(JsonObject rule, string field, FieldErrors errors)
    {
        var host = rule.Text("host") ?? "";
        var name = host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host;
        if (host.Length > 0 && NameRules.ProblemOf(name, NameRule.Subdomain) is { } problem)
        {
            errors.Invalid($"{field}.host", MetadataRules.Quote(host), problem);
        }

        var index = 0;
        foreach (var path in rule.Object("http").Array("paths").Objects())
        {
            var at = $"{field}.http.paths[{index++}]";
            if (path.Text("pathType") is not { } type)
            {
                errors.Required($"{at}.pathType", "pathType must be specified");
            }
            else if (type is not ("Exact" or "Prefix" or "ImplementationSpecific"))
            {
                errors.NotSupported($"{at}.pathType", type, "Exact", "ImplementationSpecific", "Prefix");
            }
            else if (type != "ImplementationSpecific" && path.Text("path")?.StartsWith('/') != true)
            {
                errors.Invalid($"{at}.path", MetadataRules.Quote(path.Text("path") ?? ""), "must be an absolute path");
            }

            var backend = path.Object("backend").Object("service");
            if (string.IsNullOrEmpty(backend.Text("name")))
            {
                errors.Required($"{at}.backend", "name is required");
            }
            else if (backend.Object("port") is not { Count: > 0 })
            {
                errors.Required($"{at}.backend", "port name or number is required");
            }
        }
    }
}
