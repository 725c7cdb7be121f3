using System.Text.Json;

namespace Sprout.State.Tests.Support;

/// <summary>Makes containers, all times relative to <see cref="Now"/>.</summary>
internal static class Container
{
    public const string Owner = "ada";

    public static DateTimeOffset Now { get; } = new(2030, 1, 2, 3, 4, 5, 678, 901, TimeSpan.Zero);

    public static string[] Scopes { get; } = ["owner:ada", "total"];

    /// <summary>Pending; ready within 300 s, its step due in 30, expires after 3600.</summary>
    public static ContainerDocument New(DateTimeOffset? createdAt = null, Guid? id = null, string owner = Owner) => new()
    {
        CorrelationId = id ?? Guid.NewGuid(),
        CurrentState = ContainerStates.Pending,
        Owner = owner,
        Name = "web",
        Image = "nginx:latest",
        Port = 80,
        Environment = { ["GREETING"] = "grüß Gott" },
        TtlSeconds = 3600,
        QuotaScopes = [.. Scopes],
        Url = new("http://web.localhost/"),
        CreatedAt = createdAt ?? Now,
        ExpiresAt = Now.AddSeconds(3600),
        ReadyBy = Now.AddSeconds(300),
        StepDueAt = Now.AddSeconds(30),
    };

    public static ContainerDocument Copy(ContainerDocument container) =>
        JsonSerializer.Deserialize<ContainerDocument>(JsonSerializer.Serialize(container, StateJson.Options), StateJson.Options)!;

    public static void Apply(ContainerDocument container) => (container.AppliedPodUid, container.AppliedAt) = ("uid", Now.AddMilliseconds(100));

    public static void Schedule(ContainerDocument container) => container.ScheduledAt = Now.AddMilliseconds(50);

    public static void Pull(ContainerDocument container) => container.PulledAt = Now.AddMilliseconds(1500);

    public static void Wait(ContainerDocument container) => WaitFor(container, "ClusterUnavailable");

    public static void WaitFor(ContainerDocument container, string reason, string message = "It is in the way.", double since = 1) =>
        (container.Obstacle, container.ObstacleSince) = (new() { Phase = "Applying", Reason = reason, Message = message, Hint = "Wait." }, Now.AddSeconds(since));

    public static void LosePending(ContainerDocument container)
    {
        (container.AppliedPodUid, container.AppliedAt, container.ScheduledAt, container.PulledAt) = (null, null, null, null);
        container.PodsLost++;
    }

    public static void Run(ContainerDocument container) => (container.CurrentState, container.ReadyAt, container.PodUid) = (ContainerStates.Running, Now.AddSeconds(2), "uid");

    public static void Fail(ContainerDocument container)
    {
        End(container, ContainerStates.Failed);
        container.StepDueAt = Now.AddSeconds(40);
        container.Failure = new() { Phase = "Pulling", Reason = "ImagePullFailed", Message = "There is no such image.", Hint = "Look at its name." };
    }

    public static void LosePod(ContainerDocument container) => container.PodIsGone = true;

    public static void Delete(ContainerDocument container) =>
        (container.CurrentState, container.StepDueAt, container.PodIsGone) = (ContainerStates.Deleting, Now.AddSeconds(50), false);

    public static void EndDeletion(ContainerDocument container)
    {
        End(container, ContainerStates.Deleted);
        container.PodIsGone = true;
    }

    public static void Extend(ContainerDocument container) => container.ExpiresAt = Now.AddSeconds(7200);

    private static void End(ContainerDocument container, string state) =>
        (container.CurrentState, container.EndedAt, container.PurgeAt) = (state, Now.AddSeconds(60), Now.AddSeconds(86400));
}
