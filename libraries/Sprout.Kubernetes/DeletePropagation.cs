namespace Sprout.Kubernetes;

/// <summary>What becomes of the objects owned by one that is deleted.</summary>
public enum DeletePropagation
{
    /// <summary>Deleted later by the garbage collector.</summary>
    Background,

    /// <summary>Deleted first.</summary>
    Foreground,

    /// <summary>Left as they are.</summary>
    Orphan,
}
