namespace Sprout.Lifecycle.Observer;

/// <summary>
/// Reads how the logs of crashed containers end, beside the workers that tell: a kubelet may take two seconds to say nothing, and nobody else's news
/// waits for that. Where many wait already, as when their node is cut off, the next ones are told without.
/// </summary>
public sealed class CrashLogs
{
    private const int Workers = 2;
    private const int MostWaiting = 20;

    private readonly PodCache _cache;
    private readonly PodQueue _told;
    private readonly LastLogLine _log;
    private readonly PodQueue _waiting;

    /// <summary>Takes the pods, who tells of them afterwards, and the logs.</summary>
    public CrashLogs(PodCache cache, PodQueue told, LastLogLine log, TimeProvider time)
    {
        _cache = cache;
        _told = told;
        _log = log;
        _waiting = new(time);
    }

    /// <summary>Has the container's log read, after which it is queued to be told; false where that would take too long.</summary>
    public bool TryAdd(Guid containerId)
    {
        if (_waiting.Count >= MostWaiting)
            return false;
        _waiting.Add(containerId);
        return true;
    }

    /// <summary>Reads until it is cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => WorkAsync(cancellationToken)));

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var id = await _waiting.TakeAsync(cancellationToken);
            try
            {
                if (_cache.Find(id) is { Signal.HasLog: true, LastLine: null } pod)
                    _cache.NoteLastLine(id, pod.Uid, await _log.ReadAsync(id, pod.Signal.Failure!.Reason == Contracts.FailureReason.CrashLoop, cancellationToken));
            }
            finally
            {
                _waiting.Done(id);
                _told.Add(id);
            }
        }
    }
}
