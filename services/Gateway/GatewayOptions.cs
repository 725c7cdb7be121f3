using Sprout.Gateway.Http;

namespace Sprout.Gateway;

/// <summary>Configuration section <c>Gateway</c>.</summary>
public sealed record GatewayOptions
{
    /// <summary>How long to wait for the lifecycle service's answer; shorter than a quota lease, or a slot could be given away meanwhile.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The image of a request that names none.</summary>
    public string DefaultImage { get; init; } = "nginx:latest";

    /// <summary>What a page suggests to people who do not know which image to take; those that are not allowed are left out.</summary>
    public IReadOnlyList<string> SuggestedImages { get; init; } = ["nginx:latest", "httpd:latest", "caddy:latest", "traefik/whoami:latest", "nginxdemos/hello:latest"];

    /// <summary>The port of a request that names none.</summary>
    public int DefaultPort { get; init; } = 80;

    /// <summary>The lifetime of a request that names none.</summary>
    public TimeSpan DefaultTtl { get; init; } = TimeSpan.FromHours(24);

    /// <summary>The shortest lifetime that may be asked for.</summary>
    public TimeSpan MinimumTtl { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The longest lifetime that may be asked for.</summary>
    public TimeSpan MaximumTtl { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long a container may live in all, however often it is extended.</summary>
    public TimeSpan MaximumLifetime { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How often a silent event stream says that it is alive; below the idle time-outs of the usual proxies.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How many events may wait for one slow reader before it is sent away to list again.</summary>
    public int EventBuffer { get; init; } = 256;

    /// <summary>How many event streams each visitor may hold open at this gateway at a time.</summary>
    public int EventStreamsPerVisitor { get; init; } = 20;

    /// <summary>How many event streams all visitors of one network may hold open at this gateway at a time.</summary>
    public int EventStreamsPerAddress { get; init; } = 100;

    /// <summary>How many logs each visitor may read at this gateway at a time.</summary>
    public int LogStreamsPerVisitor { get; init; } = 10;

    /// <summary>How many logs all visitors of one network may read at this gateway at a time.</summary>
    public int LogStreamsPerAddress { get; init; } = 50;

    /// <summary>How long a log that is followed may be silent before the answer begins without it; a refusal of the cluster comes sooner.</summary>
    public TimeSpan LogPatience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The namespace in which containers run: configuration <c>Kubernetes:Namespace</c>.</summary>
    public string Namespace { get; init; } = "sprout";

    /// <summary>How much of a request the gateway takes, and how long for it.</summary>
    public RequestBounds Bounds { get; init; } = new();

    /// <summary>
    /// These, when lifetimes can be meant so: minimum ≤ default ≤ maximum ≤ in all ≤ what the lifecycle allows, where this process is told that.
    /// Throws <see cref="InvalidOperationException"/> otherwise.
    /// </summary>
    internal GatewayOptions Checked(TimeSpan? lifecycleAllows = null)
    {
        if (TimeSpan.Zero >= MinimumTtl || MinimumTtl > DefaultTtl || DefaultTtl > MaximumTtl || MaximumTtl > MaximumLifetime)
            throw new InvalidOperationException($"Gateway:MinimumTtl ({MinimumTtl}), DefaultTtl ({DefaultTtl}), MaximumTtl ({MaximumTtl}) and MaximumLifetime ({MaximumLifetime}) must be above zero and each at least the one before.");
        return lifecycleAllows < MaximumLifetime
            ? throw new InvalidOperationException($"Gateway:MaximumLifetime ({MaximumLifetime}) must not be above Lifecycle:MaximumLifetime ({lifecycleAllows}), which would cut short what the gateway grants.")
            : this;
    }
}
