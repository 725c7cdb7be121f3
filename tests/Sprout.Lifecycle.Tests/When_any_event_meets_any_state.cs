using System.Globalization;
using System.Text;
using Sprout.Contracts;
using Sprout.Testing;

namespace Sprout.Lifecycle.Tests;

/// <summary>Walks the whole table of the machine: each state, each event that can come, in each of its variants.</summary>
public sealed class When_any_event_meets_any_state
{
    private static readonly (string Name, Func<LifecycleHost, Guid, Task> Reach)[] States =
    [
        ("(none)", (_, _) => Task.CompletedTask),
        ("Pending", Pending),
        ("Pending, applied", PendingApplied),
        ("Pending, ready", PendingReady),
        ("Running", Running),
        ("Failed", Failed),
        ("Deleting", Deleting),
        ("Deleted", Deleted),
    ];

    private static readonly (string Name, Func<LifecycleHost, Guid, Task<string>> Raise)[] Events =
    [
        ("CreateContainerRequested", (host, id) => Ask(host, Requests.Create(id))),
        ("CreateContainerRequested, other content", (host, id) => Ask(host, Requests.Create(id, name: "other"))),
        ("CreateContainerRequested, other owner", (host, id) => Ask(host, Requests.Create(id, owner: "bob"))),
        ("DeleteContainerRequested", (host, id) => Ask(host, Requests.Delete(id))),
        ("DeleteContainerRequested, other owner", (host, id) => Ask(host, Requests.Delete(id, "bob"))),
        ("ExtendContainerRequested", (host, id) => Ask(host, Requests.Extend(id, 7200))),
        ("ExtendContainerRequested, other owner", (host, id) => Ask(host, Requests.Extend(id, 7200, "bob"))),
        ("PodApplied", (host, id) => Tell(host, Requests.Applied(id))),
        ("PodApplied, other pod", (host, id) => Tell(host, Requests.Applied(id, "uid-2"))),
        ("PodProvisioned", (host, id) => Tell(host, Requests.Ready(id))),
        ("PodProvisioned, other pod", (host, id) => Tell(host, Requests.Ready(id, "uid-2"))),
        ("PodProgressed", (host, id) => Tell(host, Requests.Progressed(id))),
        ("PodProgressed, other pod", (host, id) => Tell(host, Requests.Progressed(id, "uid-2"))),
        ("PodProgressed, no pod", (host, id) => Tell(host, Requests.Progressed(id, null, Requests.Obstacle()))),
        ("PodProvisioningFailed", (host, id) => Tell(host, Requests.PodFailed(id))),
        ("PodProvisioningFailed, other pod", (host, id) => Tell(host, Requests.PodFailed(id, "uid-2"))),
        ("PodProvisioningFailed, no pod", (host, id) => Tell(host, Requests.PodFailed(id, null))),
        ("PodLost", (host, id) => Tell(host, Requests.Lost(id))),
        ("PodLost, other pod", (host, id) => Tell(host, Requests.Lost(id, "uid-2"))),
        ("PodDeleted", (host, id) => Tell(host, Requests.Gone(id))),
        ("PodDeleted, and why", (host, id) => Tell(host, Requests.Gone(id, failure: Requests.Lost(id).Failure))),
        ("PodDeleted, other pod", (host, id) => Tell(host, Requests.Gone(id, "uid-2"))),
        ("PodDeleted, no pod", (host, id) => Tell(host, Requests.Gone(id, null))),
        ("ProvisioningTimedOut", (host, id) => Tell(host, Requests.TimedOut(id, host.Clock.GetUtcNow().AddDays(1)))),
        ("ProvisioningTimedOut, too early", (host, id) => Tell(host, Requests.TimedOut(id, host.Clock.GetUtcNow()))),
        ("ContainerExpired", (host, id) => Tell(host, new ContainerExpired { ContainerId = id, At = host.Clock.GetUtcNow().AddDays(1) })),
        ("ContainerExpired, too early", (host, id) => Tell(host, new ContainerExpired { ContainerId = id, At = host.Clock.GetUtcNow() })),
    ];

    [Fact]
    public async Task What_comes_of_it_is_on_purpose()
    {
        await using var host = await LifecycleHost.StartAsync();
        var table = new StringBuilder();
        foreach (var state in States)
        {
            // One container each, so the pairs of a state can be walked side by side.
            foreach (var line in await Task.WhenAll(Events.Select(raise => OutcomeAsync(host, state, raise))))
                table.AppendLine(line);
        }

        Golden.ShouldMatch(table.ToString(), "state-table.txt");
    }

    private static async Task<string> OutcomeAsync(LifecycleHost host, (string Name, Func<LifecycleHost, Guid, Task> Reach) state, (string Name, Func<LifecycleHost, Guid, Task<string>> Raise) raise)
    {
        var id = Guid.NewGuid();
        await state.Reach(host, id);
        var (provisions, deletions, before) = (Provisions(host, id), Deletions(host, id), await host.Containers.FindAsync(id));
        var answer = await raise.Raise(host, id);
        var after = await host.Containers.FindAsync(id);
        List<string> effects = [];
        if (Provisions(host, id) > provisions)
            effects.Add("send ProvisionPod");
        if (Deletions(host, id) > deletions)
            effects.Add("send DeletePod");
        if (answer.Length > 0)
            effects.Add("answer " + answer);
        if (after?.ExpiresAt > before?.ExpiresAt)
            effects.Add("extend");
        if (after is not null && before is not null && (after.Stage, after.Obstacle) != (before.Stage, before.Obstacle))
            effects.Add($"note {after.Stage}{(after.Obstacle is null ? "" : $", waiting for {after.Obstacle.Reason}")}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{state.Name,-16} {raise.Name,-40} -> {after?.CurrentState ?? "(none)",-9} {string.Join(", ", effects)}").TrimEnd();
    }

    private static int Provisions(LifecycleHost host, Guid id) => host.Sent<ProvisionPod>(command => command.ContainerId == id);

    private static int Deletions(LifecycleHost host, Guid id) => host.Sent<DeletePod>(command => command.ContainerId == id);

    private static async Task<string> Ask<T>(LifecycleHost host, T request)
        where T : class => await host.AskAsync(request) switch
        {
            ContainerAccepted accepted => $"accepted ({accepted.Status})",
            ContainerRefused refused => $"refused ({refused.Reason})",
            var other => throw new InvalidOperationException($"Unexpected answer {other}."),
        };

    private static async Task<string> Tell<T>(LifecycleHost host, T message)
        where T : class
    {
        await host.PublishAsync(message);
        return "";
    }

    private static Task Pending(LifecycleHost host, Guid id) => host.AskAsync(Requests.Create(id));

    private static async Task PendingApplied(LifecycleHost host, Guid id)
    {
        await Pending(host, id);
        await host.PublishAsync(Requests.Applied(id));
    }

    private static async Task PendingReady(LifecycleHost host, Guid id)
    {
        await Pending(host, id);
        await host.PublishAsync(Requests.Ready(id));
    }

    private static async Task Running(LifecycleHost host, Guid id)
    {
        await PendingApplied(host, id);
        await host.PublishAsync(Requests.Ready(id));
    }

    private static async Task Failed(LifecycleHost host, Guid id)
    {
        await Pending(host, id);
        await host.PublishAsync(Requests.PodFailed(id));
    }

    private static async Task Deleting(LifecycleHost host, Guid id)
    {
        await Running(host, id);
        await host.AskAsync(Requests.Delete(id));
    }

    private static async Task Deleted(LifecycleHost host, Guid id)
    {
        await Deleting(host, id);
        await host.PublishAsync(Requests.Gone(id));
    }
}
