namespace Sprout.Kubernetes;

/// <summary>What a watch event tells.</summary>
public enum WatchEventType
{
    /// <summary>New, or newly matching the selector.</summary>
    Added,

    /// <summary>Changed.</summary>
    Modified,

    /// <summary>Gone, or no longer matching the selector.</summary>
    Deleted,

    /// <summary>Nothing happened up to this resourceVersion.</summary>
    Bookmark,
}
