namespace Sprout.Local.Crashes;

/// <summary>Points around every call to the cluster: <c>before-kube:POST:pods</c>, <c>after-kube:DELETE:pods</c> and so on.</summary>
public sealed class ClusterCrashPoints(CrashPoints points, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = $"{request.Method}:{ResourceIn(request.RequestUri!.AbsolutePath)}";
        points.Reach("before-kube:" + call);
        var response = await base.SendAsync(request, cancellationToken);
        points.Reach("after-kube:" + call);
        return response;
    }

    /// <summary>The resource in <c>/api/v1/namespaces/{namespace}/pods/{name}</c> or <c>/apis/{group}/{version}/…</c>: <c>pods</c>.</summary>
    public static string ResourceIn(string path)
    {
        var parts = path.Trim('/').Split('/');
        var first = parts[0] == "apis" ? 3 : 2;
        if (parts.Length > first + 2 && parts[first] == "namespaces")
            first += 2;
        return parts.Length > first ? parts[first] : parts[^1];
    }
}
