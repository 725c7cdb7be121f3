using Microsoft.Extensions.Logging;

namespace Sprout.ClusterSimulator.Scheduling;

/// <summary>
/// Everything that happens later (pod stages, garbage collection, …), in the order of its due time, run one at a time
/// by one loop and one timer.
/// </summary>
internal sealed class WorkQueue : IAsyncDisposable
{
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly PriorityQueue<Action, (long DueTicks, long Order)> waiting = new();
    private readonly Lock gate = new();
    private readonly SemaphoreSlim wake = new(0);
    private readonly CancellationTokenSource stopping = new();
    private readonly ITimer timer;
    private readonly Task loop;
    private long order;

    public WorkQueue(TimeProvider time, ILogger logger)
    {
        this.time = time;
        this.logger = logger;
        timer = time.CreateTimer(_ => wake.Release(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        loop = Task.Run(RunAsync);
    }

    public void Enqueue(Action work) => Enqueue(TimeSpan.Zero, work);

    public void Enqueue(TimeSpan delay, Action work)
    {
        lock (gate)
        {
            var due = time.GetUtcNow().Ticks + Math.Max(0, delay.Ticks);
            var isFirst = !waiting.TryPeek(out _, out var first) || due < first.DueTicks;
            waiting.Enqueue(work, (due, order++));
            if (isFirst)
            {
                Arm(due);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await loop;
        await timer.DisposeAsync();
        stopping.Dispose();
        wake.Dispose();
    }

    private async Task RunAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            await wake.WaitAsync(stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (!stopping.IsCancellationRequested && TakeDue() is { } work)
            {
                try
                {
                    work();
                }
                catch (Exception exception)
                {
                    logger.LogError(exception, "A step of the simulated cluster failed");
                }
            }
        }
    }

    private Action? TakeDue()
    {
        lock (gate)
        {
            if (!waiting.TryPeek(out var work, out var priority))
            {
                return null;
            }

            if (priority.DueTicks > time.GetUtcNow().Ticks)
            {
                Arm(priority.DueTicks);
                return null;
            }

            waiting.Dequeue();
            return work;
        }
    }

    private void Arm(long dueTicks)
    {
        var delay = TimeSpan.FromTicks(Math.Max(0, dueTicks - time.GetUtcNow().Ticks));
        if (delay == TimeSpan.Zero)
        {
            wake.Release();
        }
        else
        {
            // Timers count whole milliseconds; one that fires early would only be armed again.
            timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(delay.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
        }
    }
}
