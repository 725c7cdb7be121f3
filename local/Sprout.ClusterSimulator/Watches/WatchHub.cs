using Sprout.ClusterSimulator.Kinds;
using Sprout.ClusterSimulator.Storage;

namespace Sprout.ClusterSimulator.Watches;

/// <summary>
/// Hands every change to the watchers of its kind, and remembers the last ones of each kind, so that a watch can begin
/// at a version in the past. What happened before the process started is not remembered.
/// </summary>
internal sealed class WatchHub : IStoreObserver
{
    private readonly ObjectStore store;
    private readonly Dictionary<ResourceKind, Channel> channels = [];

    public WatchHub(ObjectStore store, int historyLength)
    {
        this.store = store;
        foreach (var kind in ResourceKinds.All)
        {
            channels[kind] = new Channel(historyLength, store.ResourceVersion);
        }

        store.Subscribe(this, replay: false);
    }

    public void OnCommitted(StoreEvent change)
    {
        var channel = channels[change.Key.Kind];
        channel.Remember(change);
        foreach (var watcher in channel.Watchers)
        {
            watcher.Offer(change);
        }
    }

    /// <summary>
    /// Begins a watch. From a version: what happened since then, then what happens. Without one: every object as just added.
    /// Null when the version is too old; <paramref name="oldest"/> is the oldest one possible.
    /// </summary>
    public Watcher? Open(ResourceKind kind, long? since, out long oldest)
    {
        lock (store.Gate)
        {
            var channel = channels[kind];
            oldest = channel.Floor;
            if (since < channel.Floor)
            {
                return null;
            }

            var past = since is { } version
                ? channel.Since(version)
                : [.. store.List(kind).Items.Select(item => new StoreEvent(StoreEventType.Added, null, item))];
            var watcher = new Watcher(past, since ?? store.ResourceVersion, closed => Close(kind, closed));
            channel.Watchers.Add(watcher);
            return watcher;
        }
    }

    /// <summary>Ends the watches that are open (their clients open new ones). For faults, and for stopping.</summary>
    public void EndAll()
    {
        lock (store.Gate)
        {
            foreach (var watcher in channels.Values.SelectMany(channel => channel.Watchers))
            {
                watcher.End();
            }
        }
    }

    private void Close(ResourceKind kind, Watcher watcher)
    {
        lock (store.Gate)
        {
            channels[kind].Watchers.Remove(watcher);
        }
    }

    private sealed class Channel(int historyLength, long floor)
    {
        private readonly Queue<StoreEvent> history = new();

        public HashSet<Watcher> Watchers { get; } = [];

        /// <summary>The oldest version that a watch may begin at.</summary>
        public long Floor { get; private set; } = floor;

        public void Remember(StoreEvent change)
        {
            history.Enqueue(change);
            if (history.Count > historyLength)
            {
                Floor = history.Dequeue().ResourceVersion;
            }
        }

        public List<StoreEvent> Since(long version) => [.. history.Where(change => change.ResourceVersion > version)];
    }
}
