using Sprout.ClusterSimulator.Kinds;

namespace Sprout.ClusterSimulator.Api;

/// <summary>What a URL below /api or /apis names: a collection (no name), an object, or a part of one.</summary>
internal sealed record ApiPath(ResourceKind Kind, string Namespace, string Name, string Subresource)
{
    /// <summary>
    /// <c>/api/v1/namespaces/a/pods/b/status</c>, <c>/apis/networking.k8s.io/v1/ingresses</c>, …
    /// Null with a refusal when the URL is none of the simulator's (501), or of nobody (404).
    /// </summary>
    public static (ApiPath? Path, Status? Refusal) Parse(string url)
    {
        var parts = url.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var (group, version, rest) = parts switch
        {
            ["api", var only, .. var tail] => ("", only, tail),
            ["apis", var name, var its, .. var tail] => (name, its, tail),
            _ => ("", "", []),
        };
        if (rest.Length == 0)
        {
            return (null, Status.NoSuchPath());
        }

        var (@namespace, plural, below) = rest switch
        {
            ["namespaces", var inside, var resource, .. var tail] when resource is not ("status" or "finalize") => (inside, resource, tail),
            [var resource, .. var tail] => ("", resource, tail),
            _ => ("", "", []),
        };
        if (ResourceKinds.Find(group, version, plural) is not { } kind)
        {
            return (null, Status.NotImplemented($"{plural} of {(group.Length == 0 ? version : $"{group}/{version}")}"));
        }

        var subresource = below.Length > 1 ? string.Join('/', below[1..]) : "";
        if (subresource.Length > 0 && !(subresource == "status" && kind.HasStatus) && !(subresource == "log" && kind == ResourceKinds.Pods))
        {
            return (null, Status.NotImplemented($"{plural}/{subresource}"));
        }

        return below.Length > 0 && kind.Namespaced && @namespace.Length == 0
            ? (null, Status.NoSuchPath())
            : (new ApiPath(kind, @namespace, below.Length > 0 ? below[0] : "", subresource), null);
    }
}
