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
    private readonly string _namespace;

    /// <summary>Takes the cluster and the settings.</summary>
    public ContainerObjects(IKubernetes kubernetes, InstallationId installation, KubernetesOptions options, WorkloadOptions workload, IngressOptions ingress)
    {
        _kubernetes = kubernetes;
        _installation = installation;
        _workload = workload;
        _ingress = ingress;
        _namespace = options.Namespace;
    }

    /// <summary>
    /// Applies Pod, Service and Ingress. The pod comes first: it owns the others, which need its UID.
    /// Returns the pod's UID. Throws <see cref="KubernetesException"/> when the API refuses.
    /// </summary>
    public async Task<string> ApplyAsync(ProvisionPod command, CancellationToken cancellationToken)
    {
        var manifests = new ContainerManifests(command, await _installation.GetAsync(cancellationToken), _namespace, _workload, _ingress);
        var pod = await ApplyPodAsync(manifests.Pod(), cancellationToken);
        var uid = pod.Metadata.Uid ?? throw new InvalidOperationException("The API server answered with a pod that has no UID.");
        await _kubernetes.ApplyAsync(manifests.Service(uid), FieldManager, force: true, cancellationToken);
        await _kubernetes.ApplyAsync(manifests.Ingress(uid), FieldManager, force: true, cancellationToken);
        return uid;
    }

    /// <summary>Deletes the pod, with which what it owns goes; false when there was none.</summary>
    public Task<bool> DeleteAsync(Guid containerId, CancellationToken cancellationToken) =>
        _kubernetes.DeleteAsync<V1Pod>(
            ContainerManifests.NameOf(containerId), _namespace, new() { Propagation = DeletePropagation.Background }, cancellationToken);

    private async Task<V1Pod> ApplyPodAsync(V1Pod pod, CancellationToken cancellationToken)
    {
        try
        {
            return await _kubernetes.ApplyAsync(pod, FieldManager, force: true, cancellationToken);
        }
        catch (KubernetesException exception) when (exception.StatusCode == HttpStatusCode.UnprocessableEntity)
        {
            // A pod's spec cannot change once it exists; one that was made with other settings (before an upgrade, say) is as good.
            if (await _kubernetes.ReadAsync<V1Pod>(pod.Metadata.Name!, _namespace, cancellationToken) is { } existing)
                return existing;
            // It was there, and has gone in between: now it can be made. If it is the pod itself that is refused, this says so again.
            return await _kubernetes.ApplyAsync(pod, FieldManager, force: true, cancellationToken);
        }
    }
}
