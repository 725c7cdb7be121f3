using System.Collections.Concurrent;

namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>
/// Has entries handled, so many at a time, in the order in which they come. Never on the thread that brings them: a handler that blocks must not keep
/// the next one from being begun. Whoever has an entry handled says with <see cref="Release"/>, once, that the next may begin.
/// </summary>
internal sealed class EntryExecutor(int limit, Func<EntryLock, Task> handle) : IThreadPoolWorkItem
{
    private readonly ConcurrentQueue<EntryLock> _waiting = new();
    private int _taken;

    public void Push(EntryLock entry)
    {
        _waiting.Enqueue(entry);
        TakePlace();
    }

    /// <summary>The handler has finished; its acknowledgement may still be on its way.</summary>
    public void Release()
    {
        if (_waiting.IsEmpty)
            GivePlaceBack();
        else
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    // One who holds a place.
    void IThreadPoolWorkItem.Execute()
    {
        if (_waiting.TryDequeue(out var entry))
            _ = handle(entry);
        else
            GivePlaceBack();
    }

    private void GivePlaceBack()
    {
        Interlocked.Decrement(ref _taken);
        // What came between the last look and now has found every place taken.
        if (!_waiting.IsEmpty)
            TakePlace();
    }

    private void TakePlace()
    {
        for (var taken = Volatile.Read(ref _taken); taken < limit; taken = Volatile.Read(ref _taken))
        {
            if (Interlocked.CompareExchange(ref _taken, taken + 1, taken) != taken)
                continue;
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            return;
        }
    }
}
