namespace Sprout.Lifecycle.Observer;

/// <summary>
/// The pods of this installation as last seen, by container, and what was told of them. Names derive from the id, so there is one pod of each at a
/// time. Written by the watch, the tellers and the sweep at once.
/// </summary>
public sealed class PodCache
{
    private readonly Dictionary<Guid, Entry> _entries = [];
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private string? _installation;

    /// <summary>Takes the clock.</summary>
    public PodCache(TimeProvider time) => _time = time;

    /// <summary>Whether it has been filled by a list, and so knows which pods there are not.</summary>
    public bool IsFilled
    {
        get
        {
            lock (_lock)
                return _installation is not null;
        }
    }

    /// <summary>How many containers have a pod, or had one of whose end nobody has been told yet.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _entries.Count;
        }
    }

    /// <summary>All pods, as they are now.</summary>
    public IReadOnlyList<ObservedPod> Pods
    {
        get
        {
            lock (_lock)
                return [.. _entries.Values.Select(entry => entry.Pod).OfType<ObservedPod>()];
        }
    }

    /// <summary>The container's pod; null when there is none.</summary>
    public ObservedPod? Find(Guid containerId) => Look(containerId).Pod;

    /// <summary>Whether it has been filled with this installation's pods.</summary>
    public bool IsOf(string installation)
    {
        lock (_lock)
            return _installation == installation;
    }

    /// <summary>Remembers a pod; whether that says anything that was not known. Nothing is remembered before it has been filled.</summary>
    public bool Set(ObservedPod pod)
    {
        lock (_lock)
            return _installation is not null && SetLocked(pod);
    }

    /// <summary>Forgets a pod, unless another of the same container has taken its place. That it is gone stays to be told.</summary>
    /// <param name="last">As it was when it went.</param>
    public void Remove(ObservedPod last)
    {
        lock (_lock)
        {
            if (_installation is null)
                return;
            if (_entries.TryGetValue(last.ContainerId, out var entry) && entry.Pod?.Uid == last.Uid)
                SetLocked(last);
            RemoveLocked(last.ContainerId, last.Uid);
        }
    }

    /// <summary>
    /// Takes a complete list; returns the containers of which it says what was not known. Of the first list that is none: everybody's news would
    /// be ten thousand messages, of which the sweep, who knows what the containers say, sends those that matter.
    /// </summary>
    /// <param name="pods">All that are there.</param>
    /// <param name="installation">Whose they are; what is remembered of another's is forgotten.</param>
    public IReadOnlyList<Guid> Fill(IReadOnlyCollection<ObservedPod> pods, string installation)
    {
        lock (_lock)
        {
            var isFirst = _installation != installation;
            if (isFirst)
                _entries.Clear();
            _installation = installation;
            var present = pods.Select(pod => pod.Uid).ToHashSet(StringComparer.Ordinal);
            var gone = _entries.Values.Select(entry => entry.Pod).OfType<ObservedPod>().Where(pod => !present.Contains(pod.Uid)).ToList();
            foreach (var pod in gone)
                RemoveLocked(pod.ContainerId, pod.Uid);
            var changed = pods.Where(SetLocked).Select(pod => pod.ContainerId).ToList();
            return isFirst ? [] : [.. gone.Select(pod => pod.ContainerId).Union(changed)];
        }
    }

    /// <summary>Forgets everything: another process observes now.</summary>
    public void Clear()
    {
        lock (_lock)
            ClearLocked();
    }

    /// <summary>Forgets everything that is not this installation's; whether there was such.</summary>
    public bool ClearUnlessOf(string installation)
    {
        lock (_lock)
        {
            if (_installation is null || _installation == installation)
                return false;
            ClearLocked();
            return true;
        }
    }

    /// <summary>Notes that a container runs, which it does only once its pod was ready; whoever began to look later has not seen that.</summary>
    public void NoteWasReady(Guid containerId, string uid) => Update(containerId, uid, pod => pod.WasReady ? pod : pod with { WasReady = true });

    internal void NoteLastLine(Guid containerId, string uid, string line) => Update(containerId, uid, pod => pod with { LastLine = line });

    internal (ObservedPod? Pod, string? GoneUid, object? Told) Look(Guid containerId)
    {
        lock (_lock)
            return _entries.TryGetValue(containerId, out var entry) ? (entry.Pod, entry.GoneUid, entry.Told) : default;
    }

    /// <summary>The pod that is gone, as it was last seen; null where that was not seen, or everybody has been told.</summary>
    internal GonePod? LastOfGone(Guid containerId)
    {
        lock (_lock)
            return _entries.TryGetValue(containerId, out var entry) && entry.LastOfGone is { } last && last.Pod.Uid == entry.GoneUid ? last : null;
    }

    internal void NoteTold(Guid containerId, string uid, object? message)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(containerId, out var entry) && entry.Pod?.Uid == uid)
                entry.Told = message;
        }
    }

    internal void NoteToldGone(Guid containerId, string uid)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(containerId, out var entry) || entry.GoneUid != uid)
                return;
            (entry.GoneUid, entry.LastOfGone) = (null, null);
            if (entry.Pod is null)
                _entries.Remove(containerId);
        }
    }

    private void ClearLocked()
    {
        _installation = null;
        _entries.Clear();
    }

    private bool SetLocked(ObservedPod pod)
    {
        if (!_entries.TryGetValue(pod.ContainerId, out var entry))
            _entries[pod.ContainerId] = entry = new();
        var before = entry.Pod;
        if (ReferenceEquals(before, pod))
            return false;
        if (before is not null && before.Uid != pod.Uid)
            (entry.GoneUid, entry.LastOfGone, entry.Told) = (before.Uid, new(before, entry.Told, _time.GetUtcNow()), null);
        // What others noted since it was read must not be lost.
        entry.Pod = before?.Uid != pod.Uid || (pod.WasReady, pod.LastLine) == (before.WasReady, before.LastLine)
            ? pod
            : pod with { WasReady = pod.WasReady || before.WasReady, LastLine = pod.LastLine ?? before.LastLine };
        return true;
    }

    private void RemoveLocked(Guid containerId, string uid)
    {
        if (!_entries.TryGetValue(containerId, out var entry))
            _entries[containerId] = entry = new();
        entry.GoneUid = uid;
        if (entry.Pod is { } pod && pod.Uid == uid)
            (entry.LastOfGone, entry.Pod, entry.Told) = (new(pod, entry.Told, _time.GetUtcNow()), null, null);
    }

    private void Update(Guid containerId, string uid, Func<ObservedPod, ObservedPod> change)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(containerId, out var entry) && entry.Pod is { } pod && pod.Uid == uid)
                entry.Pod = change(pod);
        }
    }

    private sealed class Entry
    {
        public ObservedPod? Pod { get; set; }

        /// <summary>The pod that is gone, which nobody has been told of yet.</summary>
        public string? GoneUid { get; set; }

        /// <summary>The same as it was last seen.</summary>
        public GonePod? LastOfGone { get; set; }

        /// <summary>The last message about the pod.</summary>
        public object? Told { get; set; }
    }
}
