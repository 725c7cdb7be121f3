using System.Collections.Concurrent;

namespace Sprout.Redis.Connections;

/// <summary>
/// Wakes the callers whose replies have come, one after the other on a thread of the pool, instead of each on one of its own: what they send next then
/// gathers into one flush. A caller that blocks holds up nobody: before one is woken while others wait, another thread has been asked for.
/// </summary>
internal sealed class CompletionQueue(Action drained) : IThreadPoolWorkItem
{
    [ThreadStatic]
    private static CompletionQueue? _draining;

    private readonly ConcurrentQueue<Operation> _operations = new();
    private int _isAskedFor;

    /// <summary>Whether this thread is waking callers right now, and so will call back when it has woken all.</summary>
    public bool IsDraining => _draining == this;

    public void Enqueue(Operation operation) => _operations.Enqueue(operation);

    /// <summary>Has a thread come that wakes whoever waits and then calls back.</summary>
    public void AskForThread()
    {
        if (Volatile.Read(ref _isAskedFor) == 0 && Interlocked.Exchange(ref _isAskedFor, 1) == 0)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute()
    {
        Volatile.Write(ref _isAskedFor, 0);
        _draining = this;
        try
        {
            while (_operations.TryDequeue(out var operation))
            {
                if (!_operations.IsEmpty)
                    AskForThread();
                operation.Wake();
            }
        }
        finally
        {
            _draining = null;
        }

        drained();
    }
}
