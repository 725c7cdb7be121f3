using Sprout.ClusterSimulator.Kinds;
using Sprout.ClusterSimulator.Storage;

namespace Sprout.ClusterSimulator.Selectors;

/// <summary>A parsed field selector over the few fields that API servers index.</summary>
internal sealed record FieldSelector(IReadOnlyList<(string Field, string Value, bool IsEqual)> Terms)
{
    public static readonly FieldSelector Everything = new([]);

    /// <summary>Null when it cannot be parsed, or asks for a field that cannot be selected on; <paramref name="problem"/> then says why.</summary>
    public static FieldSelector? Parse(ResourceKind kind, string? text, out string problem)
    {
        problem = "";
        var terms = new List<(string, string, bool)>();
        foreach (var term in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = term.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0)
            {
                problem = $"invalid selector: '{term}'; can't understand '{term}'";
                return null;
            }

            var isEqual = term[at - 1] != '!';
            var field = term[..(isEqual ? at : at - 1)];
            var value = term[(at + 1)..].TrimStart('=');
            if (!IsKnown(kind, field))
            {
                problem = kind == ResourceKinds.Pods || kind == ResourceKinds.Namespaces || kind == ResourceKinds.Nodes || kind == ResourceKinds.Events
                    ? $"field label not supported: {field}"
                    : $"\"{field}\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"";
                return null;
            }

            terms.Add((field, value, isEqual));
        }

        return terms.Count == 0 ? Everything : new FieldSelector(terms);
    }

    public bool Matches(StoredObject item)
    {
        foreach (var (field, value, isEqual) in Terms)
        {
            if (string.Equals(Value(item, field), value, StringComparison.Ordinal) != isEqual)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsKnown(ResourceKind kind, string field) => field switch
    {
        "metadata.name" => true,
        "metadata.namespace" => kind.Namespaced,
        "status.phase" => kind == ResourceKinds.Pods || kind == ResourceKinds.Namespaces,
        "spec.nodeName" => kind == ResourceKinds.Pods,
        "involvedObject.name" or "involvedObject.uid" or "involvedObject.kind" or "involvedObject.namespace" or "reason" or "type" => kind == ResourceKinds.Events,
        _ => false,
    };

    private static string Value(StoredObject item, string field) => field switch
    {
        "metadata.name" => item.Key.Name,
        "metadata.namespace" => item.Key.Namespace,
        "status.phase" => item.Facts.Phase,
        "spec.nodeName" => item.Facts.NodeName,
        _ => item.Facts.EventFields.GetValueOrDefault(field, ""),
    };
}
