using System.Collections.Concurrent;

namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>
/// Handles entries, so many at a time, in the order in which they come. Never on the thread that brings them: a handler that blocks must not keep
/// the next one from being begun.
/// </summary>
internal sealed class EntryExecutor(int limit, Func<EntryLock, Task> handle) : IThreadPoolWorkItem
{
    private readonly ConcurrentQueue<EntryLock> _waiting = new();
    private int _running;

    public void Push(EntryLock entry)
    {
        _waiting.Enqueue(entry);
        StartWorker();
    }

    void IThreadPoolWorkItem.Execute() => _ = WorkAsync();

    private void StartWorker()
    {
        for (var running = Volatile.Read(ref _running); running < limit; running = Volatile.Read(ref _running))
        {
            if (Interlocked.CompareExchange(ref _running, running + 1, running) != running)
                continue;
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            return;
        }
    }

    private async Task WorkAsync()
    {
        while (_waiting.TryDequeue(out var entry))
            await handle(entry);
        Interlocked.Decrement(ref _running);
        // What came between the last look and now has found everybody busy.
        if (!_waiting.IsEmpty)
            StartWorker();
    }
}
