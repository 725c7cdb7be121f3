namespace Sprout.EndToEnd.Tests;

/// <summary>What should become of a container of an image of the simulator: docs/simulator.md.</summary>
/// <param name="Image">The image.</param>
/// <param name="Reasons">Why it may have failed in the end; none when it runs.</param>
public sealed record Fate(string Image, params string[] Reasons)
{
    private const string Pull = "ImagePullFailed";
    private const string Configuration = "ConfigurationInvalid";
    private const string Crash = "CrashLoop";

    /// <summary>One for each behaviour, and nearly as many more that run. Nodes are lost by <see cref="NodeLoss"/>.</summary>
    public static IReadOnlyList<Fate> All { get; } =
    [
        .. Enumerable.Repeat(new Fate("nginx:latest"), 20),
        new("nginx:slow"),
        new("nginx:chatty"),
        new("nginx:ready-late"),
        new("nginx:registry-returns"),
        new("nginx:does-not-exist", Pull),
        new("nginx:no-access", Pull),
        new("nginx:wrong-platform", Pull),
        new("nginx:pull-throttled", Pull),
        new("nginx:registry-away", Pull),
        new("nginx:bad-name", Pull),
        new("nginx:config-missing", Configuration),
        new("nginx:runs-as-root", Configuration),
        new("nginx:no-command", Configuration),
        new("nginx:command-missing", Configuration, Crash),
        new("nginx:unschedulable", "Unschedulable"),
        new("nginx:unschedulable-cpu", "Unschedulable"),
        new("nginx:unschedulable-memory", "Unschedulable"),
        new("nginx:unschedulable-taint", "Unschedulable"),
        new("nginx:never-ready", "ProvisioningTimedOut"),
        new("nginx:crash", Crash),
        new("nginx:crash-after-ready", Crash),
        new("nginx:completes", Crash, "Exited"),
        new("nginx:oom", "OutOfMemory"),
        new("nginx:oom-after-ready", "OutOfMemory"),
        new("nginx:evict", "Evicted"),
        new("nginx:disk-full", "Evicted"),
        new("nginx:preempt", "Evicted", "DeletedExternally"),
        new("nginx:node-lost", "NodeLost", "Evicted"),
    ];

    /// <summary>What any container may have failed of whose node went away.</summary>
    public static IReadOnlyList<string> OfLostNodes { get; } = ["NodeLost", "Evicted", "DeletedExternally"];

    /// <summary>Whether it runs until somebody ends it.</summary>
    public bool Runs => Reasons.Length == 0;
}
