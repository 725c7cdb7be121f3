namespace Sprout.Lifecycle.Observer;

/// <summary>The gist of a pod's status.</summary>
public enum PodSignalKind
{
    /// <summary>On its way up or down, or not clear yet.</summary>
    None,

    /// <summary>Ready.</summary>
    Ready,

    /// <summary>Will not become ready, or is not any more.</summary>
    Failing,
}
