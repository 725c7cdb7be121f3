namespace Sprout.TransportCompliance.Tests.Stage;

/// <summary>What happened so far, and a way to wait for more.</summary>
public sealed class Record<T>
{
    private readonly Lock _lock = new();
    private readonly List<T> _items = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiters = [];

    /// <summary>What there is now, in the order in which it came.</summary>
    public IReadOnlyList<T> Now
    {
        get
        {
            lock (_lock)
                return [.. _items];
        }
    }

    public void Add(T item)
    {
        lock (_lock)
        {
            _items.Add(item);
            foreach (var (_, reached) in _waiters.Where(waiter => waiter.Count == _items.Count))
                reached.SetResult();
        }
    }

    /// <summary>The same for a handler, which returns a task.</summary>
    public Task Note(T item)
    {
        Add(item);
        return Task.CompletedTask;
    }

    /// <summary>All there is as soon as there are so many. Throws <see cref="TimeoutException"/>, saying what came, when they do not come in time.</summary>
    public async Task<IReadOnlyList<T>> AtLeastAsync(int count, TimeSpan? within = null)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_items.Count >= count)
                return [.. _items];
            _waiters.Add((count, reached));
        }

        try
        {
            await reached.Task.WaitAsync(within ?? Scene.Patience);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"{count} of {typeof(T)} were to come, {Now.Count} came: {string.Join(", ", Now)}", exception);
        }

        return Now;
    }

    /// <summary>The first there is.</summary>
    public async Task<T> FirstAsync() => (await AtLeastAsync(1))[0];
}
