namespace Sprout.ClusterSimulator.Pods;

/// <summary>The next thing that happens to a pod.</summary>
internal enum PodStage
{
    /// <summary>The scheduler binds it, or cannot; the kubelet takes it and begins to pull.</summary>
    Schedule,

    /// <summary>The image is there, or the pull has failed.</summary>
    Pulled,

    /// <summary>The kubelet waits before it pulls again.</summary>
    BackOffPull,

    /// <summary>The container runs.</summary>
    Start,

    /// <summary>The container is ready.</summary>
    Ready,

    /// <summary>The container ends by itself.</summary>
    Exit,

    /// <summary>The kubelet waits before it starts the container again.</summary>
    BackOffRestart,

    /// <summary>The node throws the pod out.</summary>
    Evict,

    /// <summary>The scheduler deletes the pod for one that matters more.</summary>
    Preempt,

    /// <summary>Its node stops.</summary>
    LoseNode,

    /// <summary>The pod is deleted, for its node has been away for too long.</summary>
    EvictByTaint,

    /// <summary>Nothing more happens by itself.</summary>
    Rest,
}
