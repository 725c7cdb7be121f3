namespace Sprout.Kubernetes;

/// <summary>What to watch, from where.</summary>
public sealed record WatchOptions
{
    /// <summary>A list's resourceVersion or that of the last event seen; never an object's own.</summary>
    public required string ResourceVersion { get; init; }

    /// <summary>As in <see cref="ListOptions"/>.</summary>
    public string? LabelSelector { get; init; }

    /// <summary>As in <see cref="ListOptions"/>.</summary>
    public string? FieldSelector { get; init; }

    /// <summary>After how long the server should end the watch; null leaves it to the server.</summary>
    public TimeSpan? Timeout { get; init; }
}
