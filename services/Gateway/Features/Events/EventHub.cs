namespace Sprout.Gateway.Features.Events;

/// <summary>Hands what the tail reads to the subscriptions of its owner, without ever waiting for one of them.</summary>
internal sealed class EventHub
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, HashSet<EventSubscription>> _byOwner = [];
    private readonly int _buffer;
    private StreamPosition? _position;

    public EventHub(GatewayOptions options) => _buffer = options.EventBuffer;

    /// <summary>How many subscriptions there are.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _byOwner.Values.Sum(subscriptions => subscriptions.Count);
        }
    }

    /// <summary>From now on, an owner's events; together with the place in the feed at which now is.</summary>
    public EventSubscription Subscribe(string owner)
    {
        lock (_lock)
        {
            var subscription = new EventSubscription(this, owner, _buffer, _position);
            if (!_byOwner.TryGetValue(owner, out var subscriptions))
                _byOwner.Add(owner, subscriptions = []);
            subscriptions.Add(subscription);
            return subscription;
        }
    }

    public void Leave(EventSubscription subscription)
    {
        lock (_lock)
            Remove(subscription);
    }

    /// <summary>The tail is at this place, and cannot say what came before: whoever is here already should list again.</summary>
    public void Begin(StreamPosition position)
    {
        lock (_lock)
        {
            _position = position;
            OfferToAll(EventFrame.Resync(ResyncReason.Gap, position));
        }
    }

    /// <summary>The tail has passed this place; with an entry, or with none where it could not be read.</summary>
    public void Publish(StreamPosition position, EventFrame? frame)
    {
        lock (_lock)
        {
            _position = position;
            if (frame?.Owner is { } owner && _byOwner.TryGetValue(owner, out var subscriptions))
                Offer(subscriptions, frame);
        }
    }

    /// <summary>Lets every subscription say that it is alive.</summary>
    public void KeepAlive()
    {
        lock (_lock)
            foreach (var subscription in _byOwner.Values.SelectMany(subscriptions => subscriptions))
                subscription.KeepAlive();
    }

    private void OfferToAll(EventFrame frame)
    {
        foreach (var subscriptions in _byOwner.Values.ToList())
            Offer(subscriptions, frame);
    }

    private void Offer(HashSet<EventSubscription> subscriptions, EventFrame frame)
    {
        foreach (var subscription in subscriptions.ToList())
            if (!subscription.Offer(frame))
                Remove(subscription);
    }

    private void Remove(EventSubscription subscription)
    {
        if (_byOwner.TryGetValue(subscription.Owner, out var subscriptions) && subscriptions.Remove(subscription) && subscriptions.Count == 0)
            _byOwner.Remove(subscription.Owner);
    }
}
