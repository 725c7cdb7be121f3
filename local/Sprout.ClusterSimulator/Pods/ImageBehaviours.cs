namespace Sprout.ClusterSimulator.Pods;

/// <summary>Which images fail, and how: the first entry whose text occurs anywhere in the image's name or tag decides.</summary>
public static class ImageBehaviours
{
    /// <summary>A pod's annotation that names its <see cref="PodBehaviour"/>, whatever its images are called.</summary>
    public const string Annotation = "simulator.sprout.dev/behaviour";

    /// <summary>The default table; docs/simulator.md shows it. Longer texts stand before those that occur in them.</summary>
    public static IReadOnlyList<(string Text, PodBehaviour Behaviour)> Default { get; } =
    [
        ("does-not-exist", PodBehaviour.PullFails),
        ("no-such-image", PodBehaviour.PullFails),
        ("no-access", PodBehaviour.PullDenied),
        ("wrong-platform", PodBehaviour.PullOfOtherPlatform),
        ("pull-throttled", PodBehaviour.PullThrottled),
        ("registry-away", PodBehaviour.RegistryAway),
        ("registry-returns", PodBehaviour.RegistryReturns),
        ("bad-name", PodBehaviour.NameInvalid),
        ("config-missing", PodBehaviour.ConfigurationMissing),
        ("runs-as-root", PodBehaviour.RunsAsRoot),
        ("no-command", PodBehaviour.NoCommand),
        ("command-missing", PodBehaviour.CommandMissing),
        ("unschedulable-cpu", PodBehaviour.UnschedulableByCpu),
        ("unschedulable-memory", PodBehaviour.UnschedulableByMemory),
        ("unschedulable-taint", PodBehaviour.UnschedulableByTaint),
        ("unschedulable", PodBehaviour.Unschedulable),
        ("never-ready", PodBehaviour.NeverReady),
        ("ready-late", PodBehaviour.ReadyLate),
        ("crash-after-ready", PodBehaviour.CrashesAfterReady),
        ("crash", PodBehaviour.Crashes),
        ("completes", PodBehaviour.Completes),
        ("oom-after-ready", PodBehaviour.RunsOutOfMemoryAfterReady),
        ("oom", PodBehaviour.RunsOutOfMemory),
        ("evict", PodBehaviour.IsEvicted),
        ("disk-full", PodBehaviour.FillsItsDisk),
        ("preempt", PodBehaviour.IsPreempted),
        ("node-lost", PodBehaviour.LosesNode),
        ("slow", PodBehaviour.Slow),
        ("chatty", PodBehaviour.Chatty),
    ];

    internal static PodBehaviour Find(IReadOnlyList<(string Text, PodBehaviour Behaviour)> table, Objects.ObjectFacts pod) =>
        Enum.TryParse(pod.Behaviour, ignoreCase: true, out PodBehaviour chosen)
            ? chosen
            : table.FirstOrDefault(entry => pod.Images.Contains(entry.Text, StringComparison.OrdinalIgnoreCase), (Text: "", Behaviour: PodBehaviour.Healthy)).Behaviour;
}
