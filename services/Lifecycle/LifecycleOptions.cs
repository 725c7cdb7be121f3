namespace Sprout.Lifecycle;

/// <summary>Configuration section <c>Lifecycle</c>.</summary>
public sealed record LifecycleOptions
{
    /// <summary>How long a container may take to become ready. Longer than any image pull that a person would wait for.</summary>
    public TimeSpan ProvisioningTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a full quota of the cluster is waited for: another container may be about to go.</summary>
    public TimeSpan QuotaPatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>After how long a step of which nothing was heard is asked for again; the wait doubles each time.</summary>
    public TimeSpan StepInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest wait between two askings: what a cluster that has come back may cost a container in time.</summary>
    public TimeSpan LongestStepInterval { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a container lives at most in all, whoever asks for more: not less than <c>Gateway:MaximumLifetime</c>.</summary>
    public TimeSpan MaximumLifetime { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long the record of a container that ended stays listable.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How often due deadlines are looked for.</summary>
    public TimeSpan KeeperInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>About how many entries the public feed keeps.</summary>
    public int FeedLength { get; init; } = 10_000;

    /// <summary>The cluster observer.</summary>
    public ObserverOptions Observer { get; init; } = new();

    /// <summary>These, when no gateway grants more than is allowed, where this process is told what gateways do. Throws <see cref="InvalidOperationException"/> otherwise.</summary>
    internal LifecycleOptions Checked(TimeSpan? gatewaysGrant) => gatewaysGrant > MaximumLifetime
        ? throw new InvalidOperationException($"Lifecycle:MaximumLifetime ({MaximumLifetime}) must not be below Gateway:MaximumLifetime ({gatewaysGrant}), or it cuts short what gateways grant.")
        : this;
}
