using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Kinds;
using Sprout.ClusterSimulator.Objects;

namespace Sprout.ClusterSimulator.Validation;

/// <summary>What every object's metadata must satisfy.</summary>
internal static class MetadataRules
{
    public static void Check(ResourceKind kind, JsonObject tree, FieldErrors errors)
    {
        var metadata = tree.Metadata();
        var name = metadata.Text("name") ?? "";
        if (name.Length == 0)
        {
            errors.Required("metadata.name", "name or generateName is required");
        }
        else if (NameRules.ProblemOf(name, kind.NameRule) is { } problem)
        {
            errors.Invalid("metadata.name", Quote(name), problem);
        }

        CheckLabels(metadata.Object("labels"), "metadata.labels", errors);
        foreach (var (key, _) in metadata.Object("annotations") ?? [])
        {
            if (NameRules.ProblemOfLabelKey(key.ToLowerInvariant()) is { } keyProblem)
            {
                errors.Invalid("metadata.annotations", Quote(key), keyProblem);
            }
        }

        CheckOwners(metadata.Array("ownerReferences"), errors);
        CheckFinalizers(metadata.Array("finalizers"), errors);
    }

    /// <summary>What may not change once an object exists. Real servers report the uid twice; so do we.</summary>
    public static void CheckUpdate(JsonObject tree, JsonObject old, FieldErrors errors)
    {
        var uid = tree.Metadata().Text("uid");
        if (uid is { Length: > 0 } && uid != old.Metadata().Text("uid"))
        {
            errors.Invalid("metadata.uid", Quote(uid), "field is immutable").Invalid("metadata.uid", Quote(uid), "field is immutable");
        }
    }

    public static void CheckLabels(JsonObject? labels, string field, FieldErrors errors)
    {
        foreach (var (key, value) in labels ?? [])
        {
            if (NameRules.ProblemOfLabelKey(key) is { } keyProblem)
            {
                errors.Invalid(field, Quote(key), keyProblem);
            }

            if (JsonPaths.Scalar(value) is { } text && NameRules.ProblemOfLabelValue(text) is { } valueProblem)
            {
                errors.Invalid(field, Quote(text), valueProblem);
            }
        }
    }

    public static string Quote(string value) => $"\"{value}\"";

    private static void CheckOwners(JsonArray? owners, FieldErrors errors)
    {
        var index = 0;
        foreach (var owner in owners.Objects())
        {
            foreach (var field in (string[])["apiVersion", "kind", "name", "uid"])
            {
                if (string.IsNullOrEmpty(owner.Text(field)))
                {
                    errors.Invalid($"metadata.ownerReferences[{index}].{field}", "\"\"", field == "apiVersion" ? "version must not be empty" : "must not be empty");
                }
            }

            index++;
        }
    }

    private static void CheckFinalizers(JsonArray? finalizers, FieldErrors errors)
    {
        foreach (var finalizer in (finalizers ?? []).Select(JsonPaths.Scalar).OfType<string>())
        {
            if (finalizer is "orphan" or "foregroundDeletion" or "kubernetes")
            {
                continue;
            }

            if (NameRules.ProblemOfLabelKey(finalizer) is { } problem)
            {
                errors.Invalid("metadata.finalizers", Quote(finalizer), problem);
            }
            else if (!finalizer.Contains('/', StringComparison.Ordinal))
            {
                errors.Invalid("metadata.finalizers", Quote(finalizer), "name is neither a standard finalizer name nor is it fully qualified");
            }
        }
    }
}
