using System.Collections.Concurrent;

namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>
/// What this consumer has received and not finished, and how much more it may take. Claimed entries have places of their own: were all places
/// taken before the blocking read, nothing could ever be claimed.
/// </summary>
#pragma warning disable CA1001 // A SemaphoreSlim holds nothing to dispose of until its wait handle is asked for.
internal sealed class InFlight(int limit)
#pragma warning restore CA1001
{
    private readonly ConcurrentDictionary<string, EntryLock> _entries = new();
    private readonly SemaphoreSlim _room = new(0);
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _read;
    private int _claimed;
    private int _isWaiting;
    private volatile bool _isDraining;
    private volatile TaskCompletionSource? _claimRoom;

    /// <summary>Held while entries that Redis counts as ours already are looked for and taken in: two who look at once could both take one.</summary>
    public SemaphoreSlim Finding { get; } = new(1, 1);

    /// <summary>How many more may be claimed.</summary>
    public int ClaimRoom => limit - Volatile.Read(ref _claimed);

    private bool IsClaimRoomFree => ClaimRoom >= (limit + 1) / 2;

    public ICollection<EntryLock> All => _entries.Values;

    /// <summary>False when the entry is here already.</summary>
    public bool TryAdd(EntryLock entry)
    {
        if (!_entries.TryAdd(entry.Entry.Id, entry))
            return false;
        Interlocked.Increment(ref entry.IsClaimed ? ref _claimed : ref _read);
        return true;
    }

    public bool Contains(string id) => _entries.ContainsKey(id);

    /// <summary>The ids of all that is here now. An entry that Redis still shows as pending a moment later may have been finished in between.</summary>
    public IReadOnlySet<string> Ids() => _entries.Keys.ToHashSet();

    /// <summary>It is finished and acknowledged, or given up.</summary>
    public void Remove(EntryLock entry)
    {
        _entries.TryRemove(entry.Entry.Id, out _);
        if (_isDraining && _entries.IsEmpty)
            _drained.TrySetResult();
    }

    /// <summary>Its handler has finished: another may be read in its place. Once for each.</summary>
    public void Release(EntryLock entry)
    {
        Interlocked.Decrement(ref entry.IsClaimed ? ref _claimed : ref _read);
        if (entry.IsClaimed && IsClaimRoomFree)
            _claimRoom?.TrySetResult();
        if (Interlocked.Exchange(ref _isWaiting, 0) == 1)
            _room.Release();
    }

    /// <summary>Ends when nothing is left, once nothing more comes.</summary>
    public Task DrainedAsync()
    {
        _isDraining = true;
        Interlocked.MemoryBarrier();
        if (_entries.IsEmpty)
            _drained.TrySetResult();
        return _drained.Task;
    }

    /// <summary>Ends when half of the places of claimed entries are free, if they are not already.</summary>
    public Task ClaimRoomAsync()
    {
        var room = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _claimRoom = room;
        Interlocked.MemoryBarrier();
        if (IsClaimRoomFree)
            room.TrySetResult();
        return room.Task;
    }

    /// <summary>Waits until there is room: how many may be read.</summary>
    public async ValueTask<int> WaitForRoomAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var room = limit - Volatile.Read(ref _read);
            if (room > 0)
                return room;
            // A full fence: the count must be read after others can see that somebody waits.
            Interlocked.Exchange(ref _isWaiting, 1);
            // One that was removed before it was seen that somebody waits.
            if (limit - Volatile.Read(ref _read) > 0 && Interlocked.Exchange(ref _isWaiting, 0) == 1)
                continue;
            await _room.WaitAsync(cancellationToken);
        }
    }
}
