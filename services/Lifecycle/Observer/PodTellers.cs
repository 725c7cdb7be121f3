using Microsoft.Extensions.Logging;

namespace Sprout.Lifecycle.Observer;

/// <summary>
/// The workers that tell. While the bus takes nothing, each tries one pod per <see cref="ObserverOptions.RetryDelay"/>, so that ten thousand of
/// them are neither lost nor ten thousand errors.
/// </summary>
public sealed class PodTellers
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly PodQueue _queue;
    private readonly PodTeller _teller;
    private readonly ObserverOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<PodTellers> _logger;
    private int _isFailing;

    /// <summary>Takes what is to be told, and who does.</summary>
    public PodTellers(PodQueue queue, PodTeller teller, ObserverOptions options, TimeProvider time, ILogger<PodTellers> logger)
    {
        _queue = queue;
        _teller = teller;
        _options = options;
        _time = time;
        _logger = logger;
    }

    /// <summary>Tells until it is cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll([WatchClockAsync(cancellationToken), .. Enumerable.Range(0, _options.Tellers).Select(_ => WorkAsync(cancellationToken))]);

    private async Task WatchClockAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Tick, _time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
            _queue.MoveDue();
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var id = await _queue.TakeAsync(cancellationToken);
            var isTold = false;
            try
            {
                isTold = await TryTellAsync(id, cancellationToken);
            }
            finally
            {
                // Stopped in the middle, it is told by the next one.
                if (!isTold)
                    _queue.Add(id);
                _queue.Done(id);
            }

            if (!isTold)
                await Task.Delay(_options.RetryDelay, _time, cancellationToken);
        }
    }

    private async Task<bool> TryTellAsync(Guid id, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await _teller.TellAsync(id, either.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            if (Interlocked.Exchange(ref _isFailing, 1) == 0)
                _logger.LogWarning("What the cluster says cannot be told; it is kept and tried again until it can: {Reason}", exception.Message);
            return false;
        }

        if (Volatile.Read(ref _isFailing) == 1 && Interlocked.Exchange(ref _isFailing, 0) == 1)
            _logger.LogInformation("What the cluster says can be told again; {Waiting} pods wait for it", _queue.Count);
        return true;
    }
}
