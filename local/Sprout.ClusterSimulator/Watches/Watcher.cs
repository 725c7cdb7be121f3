using System.Threading.Channels;
using Sprout.ClusterSimulator.Storage;

namespace Sprout.ClusterSimulator.Watches;

/// <summary>One open watch: the changes that its client has not been sent yet.</summary>
internal sealed class Watcher : IDisposable
{
    // As many changes as a client may be behind before it is cut off, as an API server does.
    private const int Capacity = 100_000;
    private readonly Channel<StoreEvent> pending = Channel.CreateBounded<StoreEvent>(Capacity);
    private readonly Action<Watcher> onClosed;
    private readonly long since;

    public Watcher(IReadOnlyList<StoreEvent> past, long since, Action<Watcher> onClosed)
    {
        Past = past;
        this.since = since;
        this.onClosed = onClosed;
    }

    /// <summary>What comes first.</summary>
    public IReadOnlyList<StoreEvent> Past { get; }

    /// <summary>What comes after; it completes when the watch is cut off.</summary>
    public ChannelReader<StoreEvent> Reader => pending.Reader;

    public void Offer(StoreEvent change)
    {
        if (change.ResourceVersion > since && !pending.Writer.TryWrite(change))
        {
            End();
        }
    }

    public void End() => pending.Writer.TryComplete();

    public void Dispose() => onClosed(this);
}
