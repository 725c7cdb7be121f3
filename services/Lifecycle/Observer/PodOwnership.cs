using Microsoft.Extensions.Logging;
using Sprout.State;

namespace Sprout.Lifecycle.Observer;

/// <summary>
/// Whether the pods that are remembered are this installation's still. A Redis that has lost its data is another installation: to it every pod of the
/// former one looks like one without a container, and nobody may touch those. Asked before anything is told.
/// </summary>
public sealed class PodOwnership
{
    private readonly InstallationId _installation;
    private readonly PodCache _cache;
    private readonly ListDemand _demand;
    private readonly ILogger<PodOwnership> _logger;

    /// <summary>Takes both sides, and whom to ask for another list.</summary>
    public PodOwnership(InstallationId installation, PodCache cache, ListDemand demand, ILogger<PodOwnership> logger)
    {
        _installation = installation;
        _cache = cache;
        _demand = demand;
        _logger = logger;
    }

    /// <summary>True while they are; false when nothing is remembered, or all of it has just been forgotten for being another's.</summary>
    public async ValueTask<bool> HoldsAsync(CancellationToken cancellationToken)
    {
        var installation = await _installation.GetAsync(cancellationToken);
        if (_cache.IsOf(installation))
            return true;
        if (_cache.ClearUnlessOf(installation))
        {
            _logger.LogWarning("Redis has lost its data: this is installation {Installation} now, and the pods of the one before are left as they are", installation);
            _demand.Ask();
        }

        return false;
    }
}
