using System.Reflection;
using Sprout.Hosting;

namespace Sprout.Lifecycle;

/// <summary>Configuration section <c>Lifecycle:Observer</c>.</summary>
public sealed record ObserverOptions
{
    private const string Section = "Lifecycle:Observer";

    // Timers take no more than 49 days.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(24);

    /// <summary>Who this process is when it holds the lease; one that comes back under the same identity takes it at once.</summary>
    public string Identity { get; init; } = $"{Environment.MachineName}-{Guid.NewGuid():N}";

    /// <summary>After how long without renewal another process may take the lease.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often the lease is renewed, and asked for by who does not hold it.</summary>
    public TimeSpan RenewInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often containers and pods are compared, both ways.</summary>
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The longest wait before a difference that stays is told again; it begins at <see cref="SweepInterval"/> and doubles.</summary>
    public TimeSpan LongestRetelling { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Most messages of one comparison, so that ten thousand differences are not one burst; the next comparison goes on.</summary>
    public int MostToldPerSweep { get; init; } = 1_000;

    /// <summary>After how long the server is asked to end a watch; a new one begins where it ended.</summary>
    public TimeSpan WatchTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a watch may say nothing. An API server sends a bookmark about once a minute.</summary>
    public TimeSpan WatchSilence { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>After how long all pods are listed again although nothing went wrong, so that no difference between what is there and what was said lasts.</summary>
    public TimeSpan RelistInterval { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How often it is looked whether the containers that run have their services and ingresses still: two lists.</summary>
    public TimeSpan ExposureInterval { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long the first wait after an error of the cluster or the bus is; doubles up to thirty times this.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many pods are told of at a time.</summary>
    public int Tellers { get; init; } = 8;

    /// <summary>How long a pod may take before it is told how far it has come; quicker ones are told once, when they are ready.</summary>
    public TimeSpan ProgressDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a pod may stay unschedulable: a cluster that grows on demand needs a moment.</summary>
    public TimeSpan UnschedulableGrace { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a registry that is busy, away or unclear may hold up a pod that has a node. By then the kubelet has tried about five times.</summary>
    public TimeSpan PullGrace { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>The same for a registry whose name is not found: mostly a slip of the pen, rarely a name server that comes back.</summary>
    public TimeSpan UnknownRegistryGrace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the kubelet may find the container's configuration wanting: what it refers to may be created a moment later.</summary>
    public TimeSpan ConfigurationGrace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the node's runtime may fail to make the container; a busy one does for a while.</summary>
    public TimeSpan CreationGrace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a container that was ready may be without its process, which the kubelet starts again.</summary>
    public TimeSpan CrashGrace { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long a node may say nothing of a container that ran. It may come back, and the container with it; where other nodes are left, the cluster
    /// itself ends the pod before.
    /// </summary>
    public TimeSpan NodeGrace { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How much longer than its grace period a pod may take to end before its node counts as lost.</summary>
    public TimeSpan TerminationGrace { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>These, when they can be meant. Throws <see cref="SettingException"/> otherwise.</summary>
    internal ObserverOptions Checked()
    {
        var defaults = new ObserverOptions();
        foreach (var property in GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var (name, value, usual) = (property.Name, property.GetValue(this), property.GetValue(defaults));
            // One may have no patience at all, but not do a thing all the time.
            var mayBeNothing = name.EndsWith("Grace", StringComparison.Ordinal) || name == nameof(ProgressDelay);
            if (value is TimeSpan time && (time < TimeSpan.Zero || (time == TimeSpan.Zero && !mayBeNothing)))
                throw new SettingException($"{Section}:{name} is {time}. Set it to more than nothing, such as {usual}{(mayBeNothing ? ", or to 00:00:00 for no patience" : "")}.");
            if (value is TimeSpan all && all > Longest)
                throw new SettingException($"{Section}:{name} is {all}. Set it to {Longest} or less, such as {usual}.");
            if (value is < 1)
                throw new SettingException($"{Section}:{name} is {value}. Set it to 1 or more, such as {usual}.");
        }

        if (LeaseDuration.Ticks % TimeSpan.TicksPerSecond != 0)
            throw new SettingException($"{Section}:{nameof(LeaseDuration)} is {LeaseDuration}. Set it to whole seconds: Kubernetes knows no others.");
        // Who cannot renew gives it up after two thirds of its life, and must have tried by then.
        return RenewInterval < LeaseDuration * 2 / 3
            ? this
            : throw new SettingException($"{Section}:{nameof(RenewInterval)} is {RenewInterval}. Set it to less than two thirds of {nameof(LeaseDuration)}, which is {LeaseDuration}.");
    }
}
