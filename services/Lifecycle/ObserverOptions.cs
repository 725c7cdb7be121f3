namespace Sprout.Lifecycle;

/// <summary>Configuration section <c>Lifecycle:Observer</c>.</summary>
public sealed record ObserverOptions
{
    /// <summary>Who this process is when it holds the lease; one that comes back under the same identity takes it at once.</summary>
    public string Identity { get; init; } = $"{Environment.MachineName}-{Guid.NewGuid():N}";

    /// <summary>After how long without renewal another process may take the lease.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often the lease is renewed, and asked for by who does not hold it.</summary>
    public TimeSpan RenewInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often containers and pods are compared, both ways.</summary>
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>After how long the server is asked to end a watch; a new one begins where it ended.</summary>
    public TimeSpan WatchTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long the first wait after an error of the cluster is; doubles up to thirty times this.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a pod may stay unschedulable: a cluster that grows on demand needs a moment.</summary>
    public TimeSpan UnschedulableGrace { get; init; } = TimeSpan.FromSeconds(60);
}
