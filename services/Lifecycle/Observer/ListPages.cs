using System.Runtime.CompilerServices;
using Sprout.Kubernetes;

namespace Sprout.Lifecycle.Observer;

/// <summary>Lists page by page, so that ten thousand objects are never one answer.</summary>
internal static class ListPages
{
    private const int PageSize = 500;

    /// <summary>All that a selector finds, as they are when their page is read. Throws as <see cref="IKubernetes.ListAsync"/> does.</summary>
    public static async IAsyncEnumerable<T> ListAllAsync<T>(this IKubernetes kubernetes, string @namespace, string selector, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        string? next = null;
        do
        {
            var page = await kubernetes.ListAsync<T>(@namespace, new() { LabelSelector = selector, Limit = PageSize, Continue = next }, cancellationToken);
            foreach (var item in page.Items)
                yield return item;
            next = page.Metadata.Continue;
        }
        while (!string.IsNullOrEmpty(next));
    }
}
