using Sprout.Contracts;

namespace Sprout.Lifecycle.Observer;

/// <summary>
/// Why pods went of which that was told lately. Until a container has heard it, whoever compares finds that its pod is missing, and tells that again:
/// without the reason it would be somebody who deleted it. Bounded; used by whoever tells, by several at once.
/// </summary>
internal sealed class ToldEnds
{
    private const int Most = 10_000;

    private readonly Dictionary<string, ContainerFailure> _failures = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();
    private readonly Lock _lock = new();

    /// <summary>Why the pod of this UID went; null where that is not known.</summary>
    public ContainerFailure? Find(string uid)
    {
        lock (_lock)
            return _failures.GetValueOrDefault(uid);
    }

    /// <summary>Remembers it, and forgets the oldest where there are too many.</summary>
    public void Add(string uid, ContainerFailure failure)
    {
        lock (_lock)
        {
            if (_failures.TryAdd(uid, failure))
                _order.Enqueue(uid);
            if (_order.Count > Most)
                _failures.Remove(_order.Dequeue());
        }
    }
}
