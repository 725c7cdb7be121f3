using Sprout.State;

namespace Sprout.Lifecycle.Telemetry;

/// <summary>How many containers there are that have something in the cluster.</summary>
internal sealed class ContainerCounts
{
    public static ContainerCounts None { get; } = new();

    /// <summary>By <see cref="ContainerStates"/>.</summary>
    public Dictionary<string, long> ByState { get; } = new(StringComparer.Ordinal);

    /// <summary>When the one was asked for that has been pending for longest; null where none is.</summary>
    public DateTimeOffset? OldestPending { get; private set; }

    public void Add(ContainerDocument container)
    {
        ByState[container.CurrentState] = ByState.GetValueOrDefault(container.CurrentState) + 1;
        if (container.CurrentState == ContainerStates.Pending && !(container.CreatedAt >= OldestPending))
            OldestPending = container.CreatedAt;
    }
}
