namespace Sprout.Gateway.Auth.Stored;

/// <summary>
/// Remembers the newest entries, between its capacity and half of it, and costs the same whoever fills it: two generations, of which the
/// older is dropped whole when the younger is full.
/// </summary>
internal sealed class BoundedCache<TKey, TValue>
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly int _half;
    private Dictionary<TKey, TValue> _young = [];
    private Dictionary<TKey, TValue> _old = [];

    public BoundedCache(int capacity) => _half = Math.Max(1, capacity / 2);

    public bool TryGet(TKey key, out TValue? value)
    {
        lock (_lock)
            return _young.TryGetValue(key, out value) || _old.TryGetValue(key, out value);
    }

    public void Set(TKey key, TValue value)
    {
        lock (_lock)
            Put(key, value);
    }

    public void Remove(TKey key)
    {
        lock (_lock)
        {
            _young.Remove(key);
            _old.Remove(key);
        }
    }

    /// <summary>Puts a value in unless there is one that is good enough; whether it did.</summary>
    public bool SetUnless(TKey key, TValue value, Func<TValue, bool> isGoodEnough)
    {
        lock (_lock)
        {
            if ((_young.TryGetValue(key, out var known) || _old.TryGetValue(key, out known)) && isGoodEnough(known))
                return false;
            Put(key, value);
            return true;
        }
    }

    private void Put(TKey key, TValue value)
    {
        if (_young.Count >= _half && !_young.ContainsKey(key))
            (_old, _young) = (_young, []);
        _young[key] = value;
    }
}
