using System.Diagnostics;
using System.Globalization;
using System.Net;
using Sprout.Contracts;
using Sprout.Hosting;
using Sprout.Kubernetes;
using Sprout.Kubernetes.Models;
using Sprout.Provisioner.Manifests;
using Sprout.State;

namespace Sprout.Provisioner;

/// <summary>Writes and removes a container's objects. Names derive from the id, so that a repeat changes nothing.</summary>
public sealed class ContainerObjects
{
    /// <summary>The field manager of everything that is applied.</summary>
    public const string FieldManager = "sprout";

    private readonly IKubernetes _kubernetes;
    private readonly InstallationId _installation;
    private readonly WorkloadOptions _workload;
    private readonly IngressOptions _ingress;
    private readonly TimeProvider _time;
    private readonly string _namespace;

    /// <summary>Takes the cluster, the settings and the clock.</summary>
    public ContainerObjects(
        IKubernetes kubernetes, InstallationId installation, KubernetesOptions options, WorkloadOptions workload, IngressOptions ingress, TimeProvider time)
    {
        _kubernetes = kubernetes;
        _installation = installation;
        _workload = workload;
        _ingress = ingress;
        _time = time;
        _namespace = options.Namespace;
    }

    /// <summary>
    /// Has Pod, Service and Ingress exist. The pod comes first: it owns the others, which need its UID.
    /// Returns the pod's UID; null where they were to be applied again and the pod has gone: its container is ending, and gets no other. Throws <see cref="KubernetesException"/> when the API refuses, <see cref="ForeignObjectException"/> when something else is there.
    /// </summary>
    public async Task<string?> ApplyAsync(ProvisionPod command, CancellationToken cancellationToken)
    {
        var installation = await _installation.GetAsync(cancellationToken);
        var manifests = new ContainerManifests(command, installation, _namespace, _workload, _ingress)
        {
            TraceParent = Activity.Current is { IdFormat: ActivityIdFormat.W3C } trace ? trace.Id : null,
        };
        var pod = command.AppliesAgain
            ? await FindAsync(command.ContainerId, installation, cancellationToken)
            : await MakeAsync(manifests.Pod(), installation, metadata => IsOf(metadata, command.ContainerId), ApplyPodAsync, cancellationToken);
        if (pod is null)
            return null;
        var uid = pod.Metadata.Uid ?? throw new InvalidOperationException("The API server answered with a pod that has no UID.");
        await HaveAsync(manifests.Service(uid));
        await HaveAsync(manifests.Ingress(uid));
        return uid;

        Task HaveAsync<T>(T wanted)
            where T : class, IKubernetesObject =>
            command.AppliesAgain ? ApplyAsync(wanted, cancellationToken) : MakeAsync(wanted, installation, IsOfThisPod, ApplyAsync, cancellationToken);

        // What an earlier pod of the container left behind is applied, and so becomes this one's.
        bool IsOfThisPod(V1ObjectMeta metadata) => metadata.OwnerReferences?.Any(owner => owner.Uid == uid) == true;
    }

    /// <summary>
    /// Deletes the pod, with which what it owns goes; false when there is none, or only another installation's. A pod that was on its way out already and
    /// should have gone long ago, for its node says nothing any more, goes without its node's word.
    /// </summary>
    public async Task<bool> DeleteAsync(DeletePod command, CancellationToken cancellationToken)
    {
        var name = ContainerManifests.NameOf(command.ContainerId);
        // By the lifecycle's clock alone. The pod's own time is by the API server's, which may be far from ours.
        var isLate = TimeSpan.FromSeconds(command.AskedForSeconds) >= _workload.ForceAfter;
        if (command.PodUid is { } known && !isLate && await DeleteKnownAsync(name, known, cancellationToken) is { } wasThere)
            return wasThere;

        var pod = await _kubernetes.ReadAsync<V1Pod>(name, _namespace, cancellationToken);
        if (pod is null || IsForeign(pod.Metadata, await _installation.GetAsync(cancellationToken)))
            return false;
        // The time at which its processes were to be killed at the latest; null when nothing has begun to delete it.
        var isOverdue = isLate && pod.Metadata.DeletionTimestamp is { } end && _time.GetUtcNow() - end >= _workload.ForceAfter;
        return await DeleteAsync(name, pod.Metadata.Uid, isOverdue ? 0 : null, cancellationToken);
    }

    /// <summary>Whether it was there; null when another pod has this name by now: one that was made since, or another installation's.</summary>
    private async Task<bool?> DeleteKnownAsync(string name, string uid, CancellationToken cancellationToken)
    {
        try
        {
            return await DeleteAsync(name, uid, gracePeriodSeconds: null, cancellationToken);
        }
        catch (KubernetesException exception) when (exception.StatusCode == HttpStatusCode.Conflict)
        {
            return null;
        }
    }

    private Task<bool> DeleteAsync(string name, string? uid, int? gracePeriodSeconds, CancellationToken cancellationToken) => _kubernetes.DeleteAsync<V1Pod>(
        name, _namespace, new() { Propagation = DeletePropagation.Background, PreconditionUid = uid, GracePeriodSeconds = gracePeriodSeconds }, cancellationToken);

    private async Task<V1Pod?> FindAsync(Guid containerId, string installation, CancellationToken cancellationToken)
    {
        var pod = await _kubernetes.ReadAsync<V1Pod>(ContainerManifests.NameOf(containerId), _namespace, cancellationToken);
        return pod is null || !IsForeign(pod.Metadata, installation) ? pod : throw new ForeignObjectException("pod");
    }

    private async Task<V1Pod> ApplyPodAsync(V1Pod pod, CancellationToken cancellationToken)
    {
        try
        {
            return await ApplyAsync<V1Pod>(pod, cancellationToken);
        }
        catch (KubernetesException exception) when (exception.StatusCode == HttpStatusCode.UnprocessableEntity)
        {
            // A pod's spec cannot change once it exists; one that was made with other settings (before an upgrade, say) is as good.
            if (await _kubernetes.ReadAsync<V1Pod>(pod.Metadata.Name!, _namespace, cancellationToken) is { } existing)
                return existing;
            // It was there, and has gone in between: now it can be made. If it is the pod itself that is refused, this says so again.
            return await ApplyAsync<V1Pod>(pod, cancellationToken);
        }
    }

    private static bool IsOf(V1ObjectMeta metadata, Guid containerId) =>
        metadata.Labels?.GetValueOrDefault(ContainerManifests.ContainerLabel) == containerId.ToString("D", CultureInfo.InvariantCulture);

    private static bool IsForeign(V1ObjectMeta metadata, string installation) =>
        metadata.Labels?.GetValueOrDefault(ContainerManifests.InstallationLabel) is { } theirs && theirs != installation;

    /// <summary>
    /// Has the object exist. It is created, which costs an API server much less than an apply, for nearly always nothing is there yet. What is there, a repeat
    /// leaves as it made it; what is there and differs is applied, unless it is another installation's.
    /// </summary>
    private async Task<T> MakeAsync<T>(
        T wanted, string installation, Func<V1ObjectMeta, bool> isAsWanted, Func<T, CancellationToken, Task<T>> applyAsync, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        try
        {
            return await _kubernetes.CreateAsync(wanted, cancellationToken);
        }
        // A quota that is full refuses to create what is there already, too.
        catch (KubernetesException exception) when (exception.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.Forbidden)
        {
            var (existing, isSeen) = await LookAsync(wanted, cancellationToken);
            // Nothing is applied to a pod that may be anybody's. The service and ingress of our own pod's name are ours.
            if (isSeen ? existing is null && exception.StatusCode == HttpStatusCode.Forbidden : wanted is V1Pod)
                throw;
            if (existing is not null && IsForeign(existing.Metadata, installation))
                throw new ForeignObjectException(wanted is V1Pod ? "pod" : wanted is V1Service ? "service" : "ingress");
            return existing is not null && isAsWanted(existing.Metadata) ? existing : await applyAsync(wanted, cancellationToken);
        }
    }

    // A role may let us write what it does not let us read.
    private async Task<(T? Existing, bool IsSeen)> LookAsync<T>(T wanted, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        try
        {
            return (await _kubernetes.ReadAsync<T>(wanted.Metadata.Name!, _namespace, cancellationToken), true);
        }
        catch (KubernetesException exception) when (exception.StatusCode == HttpStatusCode.Forbidden)
        {
            return (null, false);
        }
    }

    private Task<T> ApplyAsync<T>(T wanted, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => _kubernetes.ApplyAsync(wanted, FieldManager, force: true, cancellationToken);
}
