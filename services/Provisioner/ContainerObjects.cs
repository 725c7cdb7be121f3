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
    /// Returns the pod's UID. Throws <see cref="KubernetesException"/> when the API refuses.
    /// </summary>
    public async Task<string> ApplyAsync(ProvisionPod command, CancellationToken cancellationToken)
    {
        var manifests = new ContainerManifests(command, await _installation.GetAsync(cancellationToken), _namespace, _workload, _ingress);
        var pod = await MakeAsync(manifests.Pod(), metadata => IsOf(metadata, command.ContainerId), ApplyPodAsync, cancellationToken);
        var uid = pod.Metadata.Uid ?? throw new InvalidOperationException("The API server answered with a pod that has no UID.");
        await MakeAsync(manifests.Service(uid), IsOfThisPod, ApplyAsync, cancellationToken);
        await MakeAsync(manifests.Ingress(uid), IsOfThisPod, ApplyAsync, cancellationToken);
        return uid;

        // What an earlier pod of the container left behind is applied, and so becomes this one's.
        bool IsOfThisPod(V1ObjectMeta metadata) => metadata.OwnerReferences?.Any(owner => owner.Uid == uid) == true;
    }

    /// <summary>
    /// Deletes the pod, with which what it owns goes; false when there was none. A pod that should have gone long ago, for its node says nothing any
    /// more, goes without its node's word.
    /// </summary>
    public async Task<bool> DeleteAsync(Guid containerId, CancellationToken cancellationToken)
    {
        var name = ContainerManifests.NameOf(containerId);
        var options = new DeleteOptions { Propagation = DeletePropagation.Background };
        var deletion = await _kubernetes.DeleteAndSeeAsync<V1Pod>(name, _namespace, options, cancellationToken);
        // The time at which its processes were to be killed at the latest: what asks again gets the same one.
        if (deletion.Object is { Metadata: { DeletionTimestamp: { } end, Uid: { } uid } } && _time.GetUtcNow() - end >= _workload.ForceAfter)
            await _kubernetes.DeleteAsync<V1Pod>(name, _namespace, options with { GracePeriodSeconds = 0, PreconditionUid = uid }, cancellationToken);
        return deletion.WasThere;
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

    /// <summary>
    /// Has the object exist. It is created, which costs an API server much less than an apply, for nearly always nothing is there yet. What is there, a repeat
    /// leaves as it made it; what is there and somebody else's is applied.
    /// </summary>
    private async Task<T> MakeAsync<T>(T wanted, Func<V1ObjectMeta, bool> isOurs, Func<T, CancellationToken, Task<T>> applyAsync, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        try
        {
            return await _kubernetes.CreateAsync(wanted, cancellationToken);
        }
        // A quota that is full refuses to create what is there already, too.
        catch (KubernetesException exception) when (exception.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.Forbidden)
        {
            var existing = await _kubernetes.ReadAsync<T>(wanted.Metadata.Name!, _namespace, cancellationToken);
            if (existing is null && exception.StatusCode == HttpStatusCode.Forbidden)
                throw;
            return existing is not null && isOurs(existing.Metadata) ? existing : await applyAsync(wanted, cancellationToken);
        }
    }

    private Task<T> ApplyAsync<T>(T wanted, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => _kubernetes.ApplyAsync(wanted, FieldManager, force: true, cancellationToken);
}
