using MassTransit;

namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>
/// Delivers delayed messages when they are due. Every process runs one, and whichever comes first delivers. Each sleeps until the next message
/// that it knows of, and looks once a second for those of processes that have died.
/// </summary>
internal sealed class DelayPump : IAsyncDisposable
{
    private const int BatchSize = 100;
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(1);

    private readonly TransportConnection _connection;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private readonly Task _running;
    private TaskCompletionSource _wake = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _wakeAt = long.MaxValue;
    private long _expectedAt = long.MaxValue;

    public DelayPump(TransportConnection connection)
    {
        _connection = connection;
        _running = Task.Run(RunAsync);
    }

    /// <summary>Says that a message becomes due in so many milliseconds.</summary>
    public void Expect(long delayMilliseconds)
    {
        lock (_gate)
        {
            _expectedAt = Math.Min(_expectedAt, Milliseconds() + delayMilliseconds);
            if (_expectedAt < _wakeAt)
                _wake.TrySetResult();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            var sleep = LongestSleep;
            try
            {
                sleep = await DeliverAsync();
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // What is due stays due.
                LogContext.Debug?.Log("Delayed messages cannot be delivered right now: {Reason}", exception.Message);
            }

            await SleepAsync(sleep);
        }
    }

    private async Task<TimeSpan> DeliverAsync()
    {
        var database = await _connection.DatabaseAsync();
        while (true)
        {
            var reply = await database.ScriptEvaluateAsync(
                TransportScripts.DeliverDue, [_connection.Keys.Delayed], [_connection.Keys.Prefix, BatchSize], _stopping.Token);
            var (count, next, now) = ((long)reply[0], (long)reply[1], (long)reply[2]);
            foreach (var id in reply[3].Items)
                LogContext.Warning?.Log("Delayed message {Id} is due and cannot be delivered; it is tried again in ten seconds", (string?)id);
            if (count == BatchSize)
                continue;
            return next < 0 ? LongestSleep : TimeSpan.FromMilliseconds(Math.Clamp(next - now, 1, (long)LongestSleep.TotalMilliseconds));
        }
    }

    private async Task SleepAsync(TimeSpan time)
    {
        Task wake;
        lock (_gate)
        {
            // What was expected since Redis was asked may come sooner than what it knew of.
            var now = Milliseconds();
            _wakeAt = Math.Max(now, Math.Min(_expectedAt, now + (long)time.TotalMilliseconds));
            _expectedAt = long.MaxValue;
            time = TimeSpan.FromMilliseconds(_wakeAt - now);
            _wake = new(TaskCreationOptions.RunContinuationsAsynchronously);
            wake = _wake.Task;
        }

        await wake.WaitAsync(time, _connection.Time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private long Milliseconds() => (long)_connection.Time.GetElapsedTime(0).TotalMilliseconds;
}
