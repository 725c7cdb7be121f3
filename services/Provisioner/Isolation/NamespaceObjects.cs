using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sprout.Hosting;
using Sprout.Kubernetes;
using Sprout.Kubernetes.Models;

namespace Sprout.Provisioner.Isolation;

/// <summary>Has the containers' namespace, and what isolates it, be as the settings want it. What is so already is not written.</summary>
public sealed class NamespaceObjects
{
    private readonly IKubernetes _kubernetes;
    private readonly NamespaceManifests _manifests;
    private readonly string _namespace;
    private readonly bool _creates;
    private readonly bool _labelsForeign;

    /// <summary>Takes the cluster and the settings.</summary>
    public NamespaceObjects(IKubernetes kubernetes, KubernetesOptions options, IsolationOptions isolation, NamespaceManifests manifests)
    {
        _kubernetes = kubernetes;
        _manifests = manifests;
        _namespace = options.Namespace;
        _creates = options.CreateNamespace;
        IsManaged = isolation.Manage ?? options.CreateNamespace;
        _labelsForeign = IsManaged && isolation.LabelForeignNamespace;
    }

    /// <summary>Whether there is anything to do here at all.</summary>
    public bool HasWork => _creates || IsManaged;

    /// <summary>Whether the isolation is ours to apply, and not only the namespace ours to make.</summary>
    public bool IsManaged { get; }

    /// <summary>
    /// Applies everything that is managed, what protects most first, and stops at the first error. Throws <see cref="KubernetesException"/>
    /// when the API refuses.
    /// </summary>
    public async Task<NamespaceState> ApplyAsync(CancellationToken cancellationToken)
    {
        var state = _creates || _labelsForeign ? await ApplyNamespaceAsync(cancellationToken) : NamespaceState.LeftAlone;
        if (!IsManaged || state == NamespaceState.Leaving)
            return state;

        foreach (var policy in _manifests.Policies)
            await KeepAsync(policy, cancellationToken);

        // Before the quota, which refuses pods that say nothing of what it limits.
        await ApplyAsync(_manifests.LimitRange, force: true, cancellationToken);
        await ApplyAsync(_manifests.Quota, force: true, cancellationToken);
        return state;
    }

    // To apply takes nothing away that somebody else has added, and here each thing more is a hole: a rule, or a selector that passes pods over.
    private async Task KeepAsync(V1NetworkPolicy policy, CancellationToken cancellationToken)
    {
        var applied = await ApplyAsync(policy, force: true, cancellationToken);
        if (!JsonNode.DeepEquals(Json(applied.Spec), Json(policy.Spec)))
            await _kubernetes.ReplaceAsync(applied with { Spec = policy.Spec }, cancellationToken);
    }

    private static JsonNode? Json(V1NetworkPolicySpec? spec) => JsonSerializer.SerializeToNode(spec, KubernetesJson.Options);

    private async Task<NamespaceState> ApplyNamespaceAsync(CancellationToken cancellationToken)
    {
        var existing = await _kubernetes.ReadAsync<V1Namespace>(_namespace, cancellationToken: cancellationToken);
        if (existing is null && _creates)
        {
            await ApplyAsync(IsManaged ? _manifests.Namespace : _manifests.BareNamespace, force: true, cancellationToken);
            return NamespaceState.Made;
        }

        if (existing is null)
            return NamespaceState.LeftAlone;
        if (existing.Metadata.DeletionTimestamp is not null)
            return NamespaceState.Leaving;
        if (!IsManaged)
            return NamespaceState.Kept;
        if (_creates && NamespaceManifests.IsOurs(existing))
        {
            await ApplyAsync(_manifests.Namespace, force: true, cancellationToken);
            return NamespaceState.Kept;
        }

        return _labelsForeign && await LabelForeignAsync(cancellationToken) ? NamespaceState.Kept : NamespaceState.LeftAlone;
    }

    // Without force: a label that somebody else applied with another value is a conflict, and his.
    private async Task<bool> LabelForeignAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ApplyAsync(_manifests.ForeignNamespace, force: false, cancellationToken);
            return true;
        }
        catch (KubernetesException exception) when (exception.StatusCode == HttpStatusCode.Conflict)
        {
            return false;
        }
    }

    private Task<T> ApplyAsync<T>(T body, bool force, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => _kubernetes.ApplyAsync(body, ContainerObjects.FieldManager, force, cancellationToken);
}
