using System.Diagnostics.Metrics;
using System.Text.Json;
using Sprout.Contracts;
using Sprout.Hosting.Telemetry;
using Sprout.State;

namespace Sprout.Lifecycle.Telemetry;

/// <summary>The meter <c>Sprout.Lifecycle</c>: each change of a container's state, once it is stored.</summary>
internal static class ContainerMetrics
{
    public const string MeterName = "Sprout.Lifecycle";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> Changes = Meter.CreateCounter<long>(
        "sprout.container.state_changes", "{change}", "Containers that came to a state, by status, and where that is failed by reason.");

    private static readonly Histogram<double> Starts = Meter.CreateHistogram(
        "sprout.container.start.duration", "s", "From the request for a container until it ran.", advice: StageDurations.Boundaries);

    /// <summary>Tells of every state and reason that no container has come to it.</summary>
    public static void Begin()
    {
        foreach (var status in Enum.GetNames<ContainerStatus>().Where(status => status != ContainerStates.Failed))
            Add(0, status, reason: null);
        foreach (var reason in Enum.GetNames<FailureReason>())
            Add(0, ContainerStates.Failed, reason);
    }

    public static void NoteChange(ContainerDocument container, DateTimeOffset now)
    {
        Add(1, container.CurrentState, container.CurrentState == ContainerStates.Failed ? container.Failure?.Reason : null);
        if (container.CurrentState == ContainerStates.Running)
            NoteRuns(container, now);
    }

    private static void Add(int count, string state, string? reason)
    {
        var status = new KeyValuePair<string, object?>("status", ContainerStates.Public(state));
        if (reason is null)
            Changes.Add(count, status);
        else
            Changes.Add(count, status, new("reason", JsonNamingPolicy.SnakeCaseLower.ConvertName(reason)));
    }

    // Kubernetes' stamps are whole seconds, and a node is often found before the ingress exists: a stage that ended before it began took no time.
    private static void NoteRuns(ContainerDocument container, DateTimeOffset now)
    {
        Starts.Record((now - container.CreatedAt).TotalSeconds);
        Record(StageDurations.Schedule, container.AppliedAt, container.ScheduledAt);
        Record(StageDurations.Pull, container.ScheduledAt, container.PulledAt);
        Record(StageDurations.Ready, container.PulledAt, container.ReadyAt);
    }

    private static void Record(string stage, DateTimeOffset? from, DateTimeOffset? until)
    {
        if (until - from is { } duration)
            StageDurations.Record(stage, duration);
    }
}
