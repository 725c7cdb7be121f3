namespace Sprout.Kubernetes;

/// <summary>Which lines of a container's log.</summary>
public sealed record PodLogOptions
{
    /// <summary>The container; needed where the pod has several.</summary>
    public string? Container { get; init; }

    /// <summary>Goes on with what the container writes, until it ends.</summary>
    public bool Follow { get; init; }

    /// <summary>Of the container's run before this one.</summary>
    public bool Previous { get; init; }

    /// <summary>The newest lines only, that many.</summary>
    public int? TailLines { get; init; }

    /// <summary>Only what was written at or after this time. The API server cuts it to whole seconds: some lines from shortly before come too.</summary>
    public DateTimeOffset? SinceTime { get; init; }

    /// <summary>Begins each line with its time (RFC 3339, nanoseconds) and a space.</summary>
    public bool Timestamps { get; init; }

    /// <summary>Ends after that many bytes, inside a line if need be.</summary>
    public long? LimitBytes { get; init; }
}
