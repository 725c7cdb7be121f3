using Sprout.Hosting;
using Sprout.Kubernetes;
using Sprout.Kubernetes.Models;
using Sprout.State;

namespace Sprout.Lifecycle.Observer;

/// <summary>
/// Asks the cluster itself which pods are there. What was observed may be behind, and is for ever in a process that is cut off from the cluster;
/// such a one fails here instead of doing harm.
/// </summary>
public sealed class PodPresence
{
    // Above that one list of all pods costs the API server less than one for each.
    private const int MostSingle = 16;

    private readonly IKubernetes _kubernetes;
    private readonly InstallationId _installation;
    private readonly KubernetesOptions _cluster;

    /// <summary>Takes the cluster.</summary>
    public PodPresence(IKubernetes kubernetes, InstallationId installation, KubernetesOptions cluster)
    {
        _kubernetes = kubernetes;
        _installation = installation;
        _cluster = cluster;
    }

    /// <summary>The UIDs of these containers' pods, and maybe of others. Throws when the cluster does not answer.</summary>
    public async Task<HashSet<string>> FindAsync(IReadOnlyCollection<Guid> containers, CancellationToken cancellationToken)
    {
        var uids = new HashSet<string>(StringComparer.Ordinal);
        if (containers.Count == 0)
            return uids;
        // Another installation may have a pod of the same container's id, where that comes from a key that both were given.
        var ours = PodSelector.Of(await _installation.GetAsync(cancellationToken));
        if (containers.Count > MostSingle)
            await AddAsync(uids, ours, cancellationToken);
        else
        {
            foreach (var id in containers)
                await AddAsync(uids, $"{ours},{PodSelector.ContainerLabel}={id:D}", cancellationToken);
        }

        return uids;
    }

    private async Task AddAsync(HashSet<string> uids, string selector, CancellationToken cancellationToken)
    {
        await foreach (var pod in _kubernetes.ListAllAsync<V1Pod>(_cluster.Namespace, selector, cancellationToken))
        {
            if (pod.Metadata.Uid is { } uid)
                uids.Add(uid);
        }
    }
}
