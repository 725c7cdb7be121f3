using System.Runtime.InteropServices;
using Sprout.Gateway.Auth;

namespace Sprout.Gateway.Http;

/// <summary>Bounds how many streams of a kind visitors hold open: each counts once as a request, and may then last for ever.</summary>
internal abstract class StreamPlaces
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _taken = [];
    private readonly int _perVisitor;
    private readonly int _perAddress;

    protected StreamPlaces(int perVisitor, int perAddress) => (_perVisitor, _perAddress) = (perVisitor, perAddress);

    /// <summary>Takes a place until it is disposed of; null when there is none. Programs and operators always have one.</summary>
    public IDisposable? TryTake(Caller caller, ClientAddress address)
    {
        if (caller.Scope != KeyScope.Visitor)
            return new Place(this, []);
        lock (_lock)
        {
            if (_taken.GetValueOrDefault(caller.Owner) >= _perVisitor || _taken.GetValueOrDefault(address.Prefix) >= _perAddress)
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

    private sealed class Place(StreamPlaces places, string[] held) : IDisposable
    {
        private int _isGivenBack;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isGivenBack, 1) == 0)
                places.GiveBack(held);
        }
    }
}
