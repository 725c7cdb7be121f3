using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sprout.Hosting;

namespace Sprout.Provisioner.Isolation;

/// <summary>
/// Applies the namespace and its isolation at the start, however long the API server takes to answer, and again and again: what somebody removed or
/// changed comes back.
/// </summary>
public sealed class NamespaceKeeper : BackgroundService
{
    private static readonly TimeSpan FirstRetryDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRetryDelay = TimeSpan.FromSeconds(30);

    private readonly NamespaceObjects _objects;
    private readonly IsolationOptions _isolation;
    private readonly TimeProvider _time;
    private readonly ILogger<NamespaceKeeper> _logger;
    private readonly string _namespace;
    private NamespaceState? _last;

    /// <summary>Takes what applies, the settings and the clock.</summary>
    public NamespaceKeeper(NamespaceObjects objects, KubernetesOptions options, IsolationOptions isolation, TimeProvider time, ILogger<NamespaceKeeper> logger)
    {
        _objects = objects;
        _isolation = isolation;
        _time = time;
        _logger = logger;
        _namespace = options.Namespace;
    }

    /// <summary>Applies everything once: false when it must be tried again soon. Failures are logged.</summary>
    public async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        try
        {
            var state = await _objects.ApplyAsync(cancellationToken);
            Tell(state);
            return state != NamespaceState.Leaving;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The edge of the loop: whatever it was, the next round tries again, and containers go on meanwhile.
            _logger.LogWarning("The namespace {Namespace} and its isolation cannot be applied now: {Reason}", _namespace, exception.Message);
            return false;
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!_objects.HasWork)
            return;
        var retryDelay = FirstRetryDelay;
        while (!stoppingToken.IsCancellationRequested)
        {
            var isDone = await RunOnceAsync(stoppingToken);
            await Task.Delay(isDone ? _isolation.Interval : retryDelay, _time, stoppingToken);
            retryDelay = isDone ? FirstRetryDelay : TimeSpan.FromTicks(Math.Min(retryDelay.Ticks * 2, LongestRetryDelay.Ticks));
        }
    }

    private void Tell(NamespaceState state)
    {
        if (state == NamespaceState.Made)
            _logger.LogInformation("Made the namespace {Namespace}", _namespace);
        else if (state == NamespaceState.LeftAlone && _last != state)
            _logger.LogInformation("The labels of the namespace {Namespace} are not Sprout's and stay as they are; see that it enforces Pod Security", _namespace);
        _last = state;
    }
}
