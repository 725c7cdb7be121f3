using Sprout.ClusterSimulator.Api;
using Sprout.ClusterSimulator.Kinds;
using Sprout.ClusterSimulator.Storage;

namespace Sprout.ClusterSimulator.Admission;

/// <summary>Nothing is created in a namespace that does not exist (404) or is going away (403).</summary>
internal static class NamespaceAdmission
{
    public static Status? Refuse(ObjectStore store, ResourceKind kind, string @namespace, string name)
    {
        var found = store.Find(new ObjectKey(ResourceKinds.Namespaces, "", @namespace));
        return found is null ? Status.NotFound(ResourceKinds.Namespaces, @namespace)
            : found.Facts.IsDeleting ? Status.NamespaceTerminating(kind, name, @namespace)
            : null;
    }
}
