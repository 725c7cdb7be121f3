using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Sprout.Provisioner.Consumers;

/// <summary>Tells the operator what is wrong with the cluster: each cause at most once a minute, however many containers meet it.</summary>
public sealed class ClusterTrouble
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _toldAt = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;
    private readonly ILogger<ClusterTrouble> _logger;

    /// <summary>Takes the clock and where to tell.</summary>
    public ClusterTrouble(TimeProvider time, ILogger<ClusterTrouble> logger)
    {
        _time = time;
        _logger = logger;
    }

    /// <summary>Tells of it, unless it was told a moment ago.</summary>
    /// <param name="what">What could not be done, such as <c>applying</c>.</param>
    /// <param name="containerId">One of those that it could not be done to.</param>
    /// <param name="exception">Why.</param>
    public void Tell(string what, Guid containerId, Exception exception)
    {
        var now = _time.GetUtcNow();
        var cause = $"{what} {ApiFailure.CauseOf(exception)}";
        var isNews = false;
        _toldAt.AddOrUpdate(cause, _ => Note(now), (_, told) => now - told >= Pause ? Note(now) : told);
        if (isNews)
            _logger.LogWarning("The cluster is in the way of {What} containers, such as {Container}; it is asked again later: {Reason}", what, containerId, exception.Message);

        DateTimeOffset Note(DateTimeOffset at)
        {
            isNews = true;
            return at;
        }
    }
}
