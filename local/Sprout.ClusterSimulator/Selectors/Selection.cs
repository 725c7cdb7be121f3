using Microsoft.AspNetCore.Http;
using Sprout.ClusterSimulator.Api;
using Sprout.ClusterSimulator.Kinds;
using Sprout.ClusterSimulator.Storage;

namespace Sprout.ClusterSimulator.Selectors;

/// <summary>Which objects of a kind a list, watch or deletecollection is about.</summary>
internal sealed record Selection(ResourceKind Kind, string? Namespace, LabelSelector Labels, FieldSelector Fields)
{
    /// <summary>400 when a selector cannot be parsed.</summary>
    public static (Selection? Selection, Status? Refusal) Of(ApiPath path, IQueryCollection query)
    {
        if (LabelSelectorParser.Parse(query["labelSelector"], out var problem) is not { } labels
            || FieldSelector.Parse(path.Kind, query["fieldSelector"], out problem) is not { } fields)
        {
            return (null, Status.BadRequest(problem));
        }

        // A watch or list on one object's path is one on its name.
        if (path.Name.Length > 0)
        {
            fields = new FieldSelector([.. fields.Terms, ("metadata.name", path.Name, true)]);
        }

        return (new Selection(path.Kind, path.Namespace.Length > 0 ? path.Namespace : null, labels, fields), null);
    }

    public bool Matches(StoredObject item) =>
        (Namespace is null || item.Key.Namespace == Namespace) && Labels.Matches(item.Facts.Labels) && Fields.Matches(item);
}
