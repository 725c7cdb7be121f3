namespace Sprout.Local.Proxy;

/// <summary>The gateways that are ready now, each in its turn.</summary>
public sealed class GatewayPool
{
    private readonly Lock _lock = new();
    private List<GatewayLink> _links = [];
    private int _turn;

    /// <summary>One is ready.</summary>
    public void Add(Uri address)
    {
        lock (_lock)
            _links = [.. _links, new(address)];
    }

    /// <summary>One has gone. What it still answers goes on; nothing happens when it was not there.</summary>
    public void Remove(Uri address)
    {
        lock (_lock)
        {
            foreach (var link in _links.Where(link => link.Address == address))
                link.Dispose();
            _links = [.. _links.Where(link => link.Address != address)];
        }
    }

    /// <summary>All of them, whose turn it is first.</summary>
    public IReadOnlyList<GatewayLink> InTurn()
    {
        lock (_lock)
        {
            if (_links.Count == 0)
                return [];
            _turn = (_turn + 1) % _links.Count;
            return [.. _links[_turn..], .. _links[.._turn]];
        }
    }
}
