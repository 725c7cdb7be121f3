using System.Net;
using Microsoft.Extensions.Logging;
using Sprout.Hosting;
using Sprout.Kubernetes;
using Sprout.Kubernetes.Models;
using Sprout.State;

namespace Sprout.Lifecycle.Observer;

/// <summary>
/// A Kubernetes Lease held by one process of an installation at a time. As client-go does it: whether another's lease has run out is measured on
/// this process's own clock from when the record was last seen to change, so that clocks need not agree.
/// </summary>
public sealed class LeaderLease
{
    private const string NamePrefix = "sprout-observer-";

    private readonly IKubernetes _kubernetes;
    private readonly InstallationId _installation;
    private readonly KubernetesOptions _cluster;
    private readonly ObserverOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<LeaderLease> _logger;
    private (string? Version, long At) _seen;
    private string? _name;

    /// <summary>Takes the cluster, the settings and the clock.</summary>
    public LeaderLease(
        IKubernetes kubernetes, InstallationId installation, KubernetesOptions cluster, ObserverOptions options, TimeProvider time, ILogger<LeaderLease> logger)
    {
        _kubernetes = kubernetes;
        _installation = installation;
        _cluster = cluster;
        _options = options;
        _time = time;
        _logger = logger;
    }

    /// <summary>The lease that was asked for last. Another one is another installation's, by which all that was done under the one before is over.</summary>
    public string? Name => _name;

    /// <summary>
    /// Takes or renews the lease; false while another process holds it. Throws when the cluster does not answer, or Redis: who cannot reach that has
    /// nobody to tell what the pods say, and must leave it to another.
    /// </summary>
    public async Task<bool> TryHoldAsync(CancellationToken cancellationToken)
    {
        var name = NamePrefix + await _installation.GetAsync(cancellationToken);
        if (_name is not null && _name != name)
            await ReleaseAsync(cancellationToken);
        _name = name;
        var lease = await _kubernetes.ReadAsync<V1Lease>(name, _cluster.Namespace, cancellationToken);
        try
        {
            if (lease is null)
            {
                await _kubernetes.CreateAsync(Mine(new() { Name = name, Namespace = _cluster.Namespace }, before: null), cancellationToken);
                _logger.LogInformation("Took the observer's lease {Lease}", name);
                return true;
            }

            if (!MayHold(lease))
                return false;
            await _kubernetes.ReplaceAsync(Mine(lease.Metadata, lease.Spec), cancellationToken);
            return true;
        }
        catch (KubernetesException exception) when (exception.StatusCode == HttpStatusCode.Conflict)
        {
            // Somebody else wrote it between our read and our write.
            return false;
        }
    }

    /// <summary>Gives up the lease that was asked for last, so that another process need not wait until it runs out. Throws when the cluster does not answer.</summary>
    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        if (_name is not { } name)
            return;
        _name = null;
        if (await _kubernetes.ReadAsync<V1Lease>(name, _cluster.Namespace, cancellationToken) is not { } lease || lease.Spec?.HolderIdentity != _options.Identity)
            return;
        await _kubernetes.ReplaceAsync(lease with { Spec = lease.Spec with { HolderIdentity = null, LeaseDurationSeconds = 1 } }, cancellationToken);
    }

    private bool MayHold(V1Lease lease)
    {
        if (lease.Spec?.HolderIdentity is null or "" || lease.Spec.HolderIdentity == _options.Identity)
            return true;
        if (_seen.Version != lease.Metadata.ResourceVersion)
            _seen = (lease.Metadata.ResourceVersion, _time.GetTimestamp());
        return _time.GetElapsedTime(_seen.At) >= TimeSpan.FromSeconds(lease.Spec.LeaseDurationSeconds ?? 0);
    }

    private V1Lease Mine(V1ObjectMeta metadata, V1LeaseSpec? before)
    {
        var now = _time.GetUtcNow();
        var isMineAlready = before?.HolderIdentity == _options.Identity;
        return new()
        {
            Metadata = metadata,
            Spec = new()
            {
                HolderIdentity = _options.Identity,
                LeaseDurationSeconds = (int)_options.LeaseDuration.TotalSeconds,
                AcquireTime = isMineAlready ? before!.AcquireTime : now,
                RenewTime = now,
                LeaseTransitions = isMineAlready ? before!.LeaseTransitions : (before?.LeaseTransitions ?? -1) + 1,
            },
        };
    }
}
