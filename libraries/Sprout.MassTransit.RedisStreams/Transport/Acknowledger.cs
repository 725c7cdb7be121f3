using MassTransit;

namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>
/// Finishes entries in batches: those of a moment gather, and while one batch is on its way, those that come meanwhile gather for the next. Once
/// <paramref name="stopping"/>, nothing gathers any more, and it does not wait for Redis longer than <paramref name="patience"/>.
/// </summary>
internal sealed class Acknowledger(QueueClient queue, TimeProvider time, TimeSpan patience, CancellationToken stopping, CancellationToken stopped)
{
    // Few enough that the script stays short: a hundred take Redis a fraction of a millisecond.
    private const int LargestBatch = 100;

    // The messages have been handled, and the next ones are being handled already: no message waits for this, and each script costs both sides more than
    // what is in it. Who dies meanwhile leaves that much more to be delivered again.
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private Batch _gathering = new();
    private bool _isSending;

    /// <summary>
    /// Returns once Redis has removed the entry; false when this consumer no longer held it. One that was delivered before does not gather: its
    /// neighbour may be what killed the process that had it then, and will again.
    /// </summary>
    public async ValueTask<bool> AcknowledgeAsync(string id, bool wasDelivered)
    {
        Batch batch;
        bool isFirst;
        lock (_gate)
        {
            if (_gathering.Ids.Count == LargestBatch)
                _gathering = _gathering.Next = new();
            batch = _gathering;
            batch.Ids.Add(id);
            if (wasDelivered || batch.Ids.Count == LargestBatch)
                batch.Due.TrySetResult();
            isFirst = !_isSending;
            _isSending = true;
        }

        if (isFirst)
            _ = SendAsync(batch);
        return !(await batch.Lost.Task).Contains(id);
    }

    private async Task SendAsync(Batch? batch)
    {
        while (batch is not null)
        {
            if (!stopping.IsCancellationRequested)
                await Task.WhenAny(Task.Delay(Moment, time, stopping), batch.Due.Task);
            lock (_gate)
            {
                if (batch == _gathering)
                    _gathering = batch.Next = new();
            }

            try
            {
                batch.Lost.SetResult(await SendAsync(batch.Ids));
            }
            catch (Exception exception)
            {
                batch.Lost.SetException(exception);
            }

            lock (_gate)
            {
                // Only the last one can be empty.
                batch = batch.Next is { Ids.Count: > 0 } next ? next : null;
                _isSending = batch is not null;
            }
        }
    }

    // To say it twice does no harm, and to give up would have the message handled again: so it is said until Redis answers, or nobody can wait any more.
    private async Task<HashSet<string>> SendAsync(List<string> ids)
    {
        var delay = TimeSpan.FromMilliseconds(25);
        var isRepeated = false;
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                var (gone, taken) = await queue.AcknowledgeAsync(ids, stopped);
                // After an answer that was lost, what nobody holds any more may be what was finished then.
                if (!isRepeated)
                    taken.UnionWith(gone);
                return taken;
            }
            catch (Exception exception) when (RedisFailure.IsGone(exception))
            {
                return [.. ids];
            }
            catch (Exception exception) when (RedisFailure.IsTransient(exception) && !(stopping.IsCancellationRequested && time.GetElapsedTime(started) >= patience))
            {
                LogContext.Debug?.Log("Redis has not acknowledged {Count} messages and is asked again: {Reason}", ids.Count, exception.Message);
                isRepeated = true;
            }

            await Task.Delay(delay, time, stopped);
            delay = TimeSpan.FromTicks(Math.Min(delay.Ticks * 2, TimeSpan.TicksPerSecond));
        }
    }

    private sealed class Batch
    {
        public List<string> Ids { get; } = [];

        public TaskCompletionSource<HashSet<string>> Lost { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Due { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Batch? Next { get; set; }
    }
}
