using MassTransit;

namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>
/// Looks again and again whether Redis still has its data, often enough that queues are bound again before others' publishes go on: an endpoint
/// that has taken all it may does not read, and would not notice.
/// </summary>
internal sealed class EpochWatch : IAsyncDisposable
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private readonly TransportConnection _connection;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TimeSpan _interval;
    private readonly Task _running;

    public EpochWatch(TransportConnection connection, TimeSpan grace)
    {
        _connection = connection;
        _interval = TimeSpan.FromTicks(Math.Clamp(grace.Ticks / 2, Shortest.Ticks, Longest.Ticks));
        _running = Task.Run(RunAsync);
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
            await Task.Delay(_interval, _connection.Time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await _connection.Epoch.CheckAsync(_stopping.Token);
            }
            catch (Exception exception)
            {
                LogContext.Debug?.Log("Nobody can say right now whether Redis still has its data: {Reason}", exception.Message);
            }
        }
    }
}
