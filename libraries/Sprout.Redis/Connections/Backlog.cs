using System.Diagnostics.CodeAnalysis;

namespace Sprout.Redis.Connections;

/// <summary>Commands that wait for a connection, so many and in the order in which they came. Guarded by its owner's lock.</summary>
internal sealed class Backlog(int limit)
{
    private readonly Queue<Operation> _waiting = new();

    /// <summary>False when it is full.</summary>
    public bool TryAdd(Operation operation)
    {
        if (_waiting.Count >= limit)
            return false;
        _waiting.Enqueue(operation);
        return true;
    }

    /// <summary>The first that still waits for its outcome.</summary>
    public bool TryTake([NotNullWhen(true)] out Operation? operation)
    {
        while (_waiting.TryDequeue(out operation))
        {
            if (!operation.IsSettled)
                return true;
            operation.Release();
        }

        return false;
    }

    /// <summary>Fails those issued before <paramref name="expiry"/>.</summary>
    public void Expire(long expiry, Func<Exception> reason)
    {
        while (_waiting.TryPeek(out var operation) && (operation.IsSettled || operation.StartedAt <= expiry))
            Fail(_waiting.Dequeue(), reason);
    }

    /// <summary>Fails all.</summary>
    public void Fail(Func<Exception> reason)
    {
        while (_waiting.TryDequeue(out var operation))
            Fail(operation, reason);
    }

    private static void Fail(Operation operation, Func<Exception> reason)
    {
        if (!operation.IsSettled)
            operation.TryFail(reason());
        operation.Release();
    }
}
