using System.Threading.Channels;

namespace Sprout.Gateway.Features.Events;

/// <summary>One client's place at the hub. Dispose it to leave.</summary>
internal sealed class EventSubscription : IDisposable
{
    private readonly EventHub _hub;
    private readonly Channel<EventFrame> _frames;
    private volatile bool _isTooSlow;

    public EventSubscription(EventHub hub, string owner, int buffer, StreamPosition? start)
    {
        (_hub, Owner, Start) = (hub, owner, start);
        _frames = Channel.CreateBounded<EventFrame>(new BoundedChannelOptions(buffer) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    }

    /// <summary>Whose events.</summary>
    public string Owner { get; }

    /// <summary>Everything after this comes through <see cref="Frames"/>; null while nobody knows, and then a resync comes.</summary>
    public StreamPosition? Start { get; }

    /// <summary>What comes; ends when the reader was too slow.</summary>
    public ChannelReader<EventFrame> Frames => _frames.Reader;

    /// <summary>Whether <see cref="Frames"/> ended because its reader was too slow.</summary>
    public bool IsTooSlow => _isTooSlow;

    /// <summary>Never waits. False when there is no room: then the subscription has ended.</summary>
    public bool Offer(EventFrame frame)
    {
        if (_frames.Writer.TryWrite(frame))
            return true;
        _isTooSlow = true;
        _frames.Writer.TryComplete();
        return false;
    }

    /// <summary>A comment for a quiet stream; where there is no room it is not quiet.</summary>
    public void KeepAlive() => _frames.Writer.TryWrite(EventFrame.KeepAlive);

    public void Dispose() => _hub.Leave(this);
}
