namespace Sprout.Kubernetes;

/// <summary>
/// Calls to one API server. Every call throws <see cref="KubernetesException"/> for an answer that is an error, and
/// <see cref="HttpRequestException"/> or <see cref="TimeoutException"/> when none came. Namespaces are left out (null) for kinds that have none.
/// </summary>
public interface IKubernetes
{
    /// <summary>The server's <c>gitVersion</c>; a cheap way to ask whether it answers.</summary>
    Task<string> GetVersionAsync(CancellationToken cancellationToken = default);

    /// <summary>The object, or null where there is none.</summary>
    Task<T?> ReadAsync<T>(string name, string? @namespace = null, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject;

    /// <summary>One page of objects; <see cref="KubernetesList{T}.Metadata"/> carries the version to watch from and the token of the next page.</summary>
    Task<KubernetesList<T>> ListAsync<T>(string? @namespace = null, ListOptions? options = null, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject;

    /// <summary>Creates; an existing one of that name is a <see cref="KubernetesException"/> with status 409.</summary>
    Task<T> CreateAsync<T>(T body, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject;

    /// <summary>Server-side apply (PATCH <c>application/apply-patch+yaml</c>): creates or merges; the same body again changes nothing.</summary>
    Task<T> ApplyAsync<T>(T body, string fieldManager, bool force = true, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject;

    /// <summary>Replaces (PUT); a resourceVersion in the body that is no longer current is a <see cref="KubernetesException"/> with status 409.</summary>
    Task<T> ReplaceAsync<T>(T body, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject;

    /// <summary>JSON merge patch of the status subresource.</summary>
    Task<T> PatchStatusAsync<T>(string name, string? @namespace, object patch, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject;

    /// <summary>Asks for deletion; false where there was nothing to delete. A precondition that does not hold is a status 409.</summary>
    Task<bool> DeleteAsync<T>(string name, string? @namespace = null, DeleteOptions? options = null, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject;

    /// <summary>The same, and what the server says of the object: a pod shows since when it has been on its way out.</summary>
    Task<Deletion<T>> DeleteAndSeeAsync<T>(string name, string? @namespace = null, DeleteOptions? options = null, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject;

    /// <summary>
    /// Watches from <see cref="WatchOptions.ResourceVersion"/> until the server ends the watch (normal, every few minutes), the token is cancelled or
    /// the connection breaks (throws). Bookmarks come as events. A version that is too old throws <see cref="KubernetesException"/> with status 410: list again.
    /// </summary>
    IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(string? @namespace, WatchOptions options, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject;

    /// <summary>
    /// A container's log as it comes, in the container's own bytes. Ends where the log does: with <see cref="PodLogOptions.Follow"/>, when the container ends. Reads end
    /// with the token or the stream's disposal, which also ends the call at the server, and throw <see cref="IOException"/> when the connection breaks.
    /// Nothing bounds how long it streams, nor, with Follow, how long it takes to begin: a node sends nothing at all before the first line.
    /// Refusals are <see cref="KubernetesException"/>: 404 no such pod; 400 <c>… is waiting to start</c>, <c>previous terminated container … not found</c>,
    /// <c>unable to retrieve container logs …</c> for a run that the node has cleared away (one that is followed and not previous says so in its log),
    /// <c>… does not have a host assigned</c>; 500 when the node cannot be reached.
    /// </summary>
    Task<Stream> ReadPodLogAsync(string name, string? @namespace, PodLogOptions? options = null, CancellationToken cancellationToken = default);
}
