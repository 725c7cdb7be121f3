namespace Sprout.ClusterSimulator.Pods;

/// <summary>Which images fail, and how: the first entry whose text occurs anywhere in the image's name or tag decides.</summary>
public static class ImageBehaviours
{
    /// <summary>The default table; docs/simulator.md shows it.</summary>
    public static IReadOnlyList<(string Text, PodBehaviour Behaviour)> Default { get; } =
    [
        ("does-not-exist", PodBehaviour.PullFails),
        ("no-such-image", PodBehaviour.PullFails),
        ("unschedulable", PodBehaviour.Unschedulable),
        ("never-ready", PodBehaviour.NeverReady),
        ("crash", PodBehaviour.Crashes),
        ("oom", PodBehaviour.RunsOutOfMemory),
        ("evict", PodBehaviour.IsEvicted),
        ("slow", PodBehaviour.Slow),
    ];

    internal static PodBehaviour Find(IReadOnlyList<(string Text, PodBehaviour Behaviour)> table, string images) =>
        table.FirstOrDefault(entry => images.Contains(entry.Text, StringComparison.OrdinalIgnoreCase), (Text: "", Behaviour: PodBehaviour.Healthy)).Behaviour;
}
