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

    /// <summary>
    /// How often what the server says is read while it keeps speaking: the changes of this time are read together; the first few after a pause, as they come. From 0,
    /// the default, which has each be read as it comes, to a second. Without effect over HTTP/1.1, where each change is a chunk, and one read takes no more than one.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than nothing or more than a second.</exception>
    public TimeSpan GatherTime
    {
        get;
        init => field = value >= TimeSpan.Zero && value <= TimeSpan.FromSeconds(1)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "GatherTime is less than nothing or more than a second.");
    }
}
