using System.Collections.Concurrent;

namespace Sprout.Lifecycle.Observer;

/// <summary>The pods of this installation as last seen, by container. Names derive from the id, so there is one pod of each at a time.</summary>
public sealed class PodCache
{
    private readonly ConcurrentDictionary<Guid, ObservedPod> _pods = new();

    /// <summary>Whether it has been filled by a list, and so knows which pods there are not.</summary>
    public bool IsFilled { get; private set; }

    /// <summary>All pods.</summary>
    public IEnumerable<ObservedPod> Pods => _pods.Values;

    /// <summary>The container's pod; null when there is none.</summary>
    public ObservedPod? Find(Guid containerId) => _pods.GetValueOrDefault(containerId);

    /// <summary>Remembers a pod.</summary>
    public void Set(ObservedPod pod) => _pods[pod.ContainerId] = pod;

    /// <summary>Forgets a pod, unless another of the same container has taken its place.</summary>
    public void Remove(ObservedPod pod)
    {
        if (_pods.TryGetValue(pod.ContainerId, out var known) && known.Uid == pod.Uid)
            _pods.TryRemove(new(pod.ContainerId, known));
    }

    /// <summary>Takes a complete list; returns the pods that were known and are not in it.</summary>
    public IReadOnlyList<ObservedPod> Fill(IReadOnlyCollection<ObservedPod> pods)
    {
        var present = pods.Select(pod => pod.Uid).ToHashSet(StringComparer.Ordinal);
        var gone = _pods.Values.Where(pod => !present.Contains(pod.Uid)).ToList();
        foreach (var pod in gone)
            Remove(pod);
        foreach (var pod in pods)
            Set(pod);
        IsFilled = true;
        return gone;
    }

    /// <summary>Forgets everything: another process observes now.</summary>
    public void Clear()
    {
        IsFilled = false;
        _pods.Clear();
    }
}
