using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Api;
using Sprout.ClusterSimulator.Kinds;
using Sprout.ClusterSimulator.Objects;

namespace Sprout.ClusterSimulator.Validation;

/// <summary>Which rules hold for which kind.</summary>
internal static class ObjectRules
{
    /// <summary>422 with everything that is wrong with a new object, or null.</summary>
    public static Status? RefuseCreate(ResourceKind kind, JsonObject tree)
    {
        var errors = new FieldErrors();
        CheckContent(kind, tree, errors);
        return Refusal(kind, tree, errors);
    }

    /// <summary>422 with everything that is wrong with a change, or null.</summary>
    public static Status? RefuseUpdate(ResourceKind kind, JsonObject tree, JsonObject old)
    {
        var errors = new FieldErrors();
        MetadataRules.CheckUpdate(tree, old, errors);
        CheckContent(kind, tree, errors);
        if (kind == ResourceKinds.Pods)
        {
            PodRules.CheckUpdate(tree, old, errors);
        }
        else if (kind == ResourceKinds.Services)
        {
            ServiceRules.CheckUpdate(tree, old, errors);
        }

        return Refusal(kind, tree, errors);
    }

    private static void CheckContent(ResourceKind kind, JsonObject tree, FieldErrors errors)
    {
        MetadataRules.Check(kind, tree, errors);
        if (kind == ResourceKinds.Pods)
        {
            PodRules.Check(tree, errors);
        }
        else if (kind == ResourceKinds.Services)
        {
            ServiceRules.Check(tree, errors);
        }
        else if (kind == ResourceKinds.Ingresses)
        {
            IngressRules.Check(tree, errors);
        }
    }

    private static Status? Refusal(ResourceKind kind, JsonObject tree, FieldErrors errors) =>
        errors.Count == 0 ? null : Status.Invalid(kind, tree.Metadata().Text("name") ?? "", errors);
}
