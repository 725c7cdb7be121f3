using System.Runtime.InteropServices;
using Sprout.Gateway.Auth;
using Sprout.Gateway.Http;

namespace Sprout.Gateway.Features.Events;

/// <summary>Bounds how many event streams visitors hold open: each counts once as a request, and may then last for ever.</summary>
internal sealed class EventPlaces
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _taken = [];
    private readonly GatewayOptions _options;

    public EventPlaces(GatewayOptions options) => _options = options;

    /// <summary>Takes a place until it is disposed of; null when there is none. Programs and operators always have one.</summary>
    public IDisposable? TryTake(Caller caller, ClientAddress address)
    {
        if (caller.Scope != KeyScope.Visitor)
            return new Place(this, []);
        lock (_lock)
        {
            if (_taken.GetValueOrDefault(caller.Owner) >= _options.EventStreamsPerVisitor || _taken.GetValueOrDefault(address.Prefix) >= _options.EventStreamsPerAddress)
                return null;
            string[] held = [caller.Owner, address.Prefix];
            foreach (var who in held)
                CollectionsMarshal.GetValueRefOrAddDefault(_taken, who, out _)++;
            return new Place(this, held);
        }
    }

    private void GiveBack(string[] held)
    {
        lock (_lock)
        {
            foreach (var who in held)
                if (--CollectionsMarshal.GetValueRefOrAddDefault(_taken, who, out _) == 0)
                    _taken.Remove(who);
        }
    }

    private sealed class Place(EventPlaces places, string[] held) : IDisposable
    {
        private int _isGivenBack;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isGivenBack, 1) == 0)
                places.GiveBack(held);
        }
    }
}
