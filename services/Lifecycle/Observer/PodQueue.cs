using System.Threading.Channels;

namespace Sprout.Lifecycle.Observer;

/// <summary>
/// The containers of which there may be something to tell, each once however often it is added, and never with two workers at a time: client-go's
/// work queue (util/workqueue). So what waits here is bounded by the number of pods, and whoever adds never waits.
/// </summary>
public sealed class PodQueue
{
    private readonly Channel<Guid> _ready = Channel.CreateUnbounded<Guid>();
    private readonly HashSet<Guid> _waiting = [];
    private readonly HashSet<Guid> _working = [];
    private readonly Dictionary<Guid, DateTimeOffset> _due = [];
    private readonly PriorityQueue<Guid, DateTimeOffset> _later = new();
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;

    /// <summary>Takes the clock.</summary>
    public PodQueue(TimeProvider time) => _time = time;

    /// <summary>How many wait, those of <see cref="AddAt"/> not counted.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _waiting.Count;
        }
    }

    /// <summary>Adds one now; one that is being worked on comes again afterwards.</summary>
    public void Add(Guid id)
    {
        lock (_lock)
        {
            if (_waiting.Add(id) && !_working.Contains(id))
                _ready.Writer.TryWrite(id);
        }
    }

    /// <summary>Adds one at that time; of two times the earlier counts.</summary>
    public void AddAt(Guid id, DateTimeOffset at)
    {
        lock (_lock)
        {
            if (_due.TryGetValue(id, out var known) && known <= at)
                return;
            _due[id] = at;
            _later.Enqueue(id, at);
        }
    }

    /// <summary>Adds those whose time has come; returns how many.</summary>
    public int MoveDue()
    {
        var now = _time.GetUtcNow();
        var moved = 0;
        lock (_lock)
        {
            while (_later.TryPeek(out var id, out var at) && at <= now)
            {
                _later.Dequeue();
                // An entry whose time was moved forward has another one in here.
                if (!_due.TryGetValue(id, out var due) || due != at)
                    continue;
                _due.Remove(id);
                Add(id);
                moved++;
            }
        }

        return moved;
    }

    /// <summary>Waits for one; it must be given back with <see cref="Done"/>.</summary>
    public async ValueTask<Guid> TakeAsync(CancellationToken cancellationToken)
    {
        var id = await _ready.Reader.ReadAsync(cancellationToken);
        lock (_lock)
        {
            _working.Add(id);
            _waiting.Remove(id);
        }

        return id;
    }

    /// <summary>Says that the work is done, or given up.</summary>
    public void Done(Guid id)
    {
        lock (_lock)
        {
            _working.Remove(id);
            if (_waiting.Contains(id))
                _ready.Writer.TryWrite(id);
        }
    }
}
