namespace Sprout.Lifecycle.Observer;

/// <summary>Has the pods listed anew: what is remembered of them is in doubt.</summary>
public sealed class ListDemand : IDisposable
{
    private readonly Lock _lock = new();
    private CancellationTokenSource _source = new();

    /// <summary>Begins a list; what is asked for from now on cancels the token, and with it the watch that follows.</summary>
    public CancellationToken Begin()
    {
        lock (_lock)
        {
            // The one before may just be telling whoever watched; it holds nothing that must be given back.
            _source = new();
            return _source.Token;
        }
    }

    /// <summary>Asks for a list.</summary>
    public void Ask()
    {
        // Not on the caller's thread, which may have locks of its own.
        lock (_lock)
            _ = _source.CancelAsync();
    }

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();
}
