namespace Sprout.Gateway.Http;

/// <summary>The origins whose pages may ask from a browser: configuration <c>Cors:Origins</c>, each such as <c>https://console.example.org</c>.</summary>
internal sealed class CorsOrigins
{
    private readonly HashSet<string> _origins;

    /// <summary>Takes them. Throws <see cref="InvalidOperationException"/> for what is no origin, such as <c>*</c>.</summary>
    public CorsOrigins(IEnumerable<string> origins)
    {
        _origins = new(origins, StringComparer.OrdinalIgnoreCase);
        foreach (var origin in _origins)
        {
            if (!Uri.TryCreate(origin, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || !uri.GetLeftPart(UriPartial.Authority).Equals(origin, StringComparison.OrdinalIgnoreCase))
                throw new InvalidOperationException($"Cors:Origins has '{origin}', which is no origin. List each as https://host or https://host:port.");
        }
    }

    /// <summary>All of them.</summary>
    public string[] All => [.. _origins];

    /// <summary>Whether an origin is listed.</summary>
    public bool Contains(string origin) => _origins.Contains(origin);
}
