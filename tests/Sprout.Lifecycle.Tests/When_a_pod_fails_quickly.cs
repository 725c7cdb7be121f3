using Sprout.Contracts;
using Sprout.Lifecycle.Observer;
using Sprout.State;
using static Sprout.Lifecycle.Tests.Statuses;

namespace Sprout.Lifecycle.Tests;

/// <summary>Before anything else was worth telling of it.</summary>
public sealed class When_a_pod_fails_quickly
{
    private const string RunsNotReady = """
        {"phase":"Running",
         "conditions":[{"type":"PodScheduled","status":"True","lastTransitionTime":"2026-01-01T00:00:00Z"},{"type":"Ready","status":"False","lastTransitionTime":"2026-01-01T00:00:00Z"}],
         "containerStatuses":[{"name":"main","state":{"running":{"startedAt":"2026-01-01T00:00:01Z"}}}]}
        """;

    [Fact]
    public void How_far_it_came_is_told_with_its_failure()
    {
        var pod = Read(Waiting("ContainerCreating"), RunsNotReady, Waiting("CrashLoopBackOff", lastState: Terminated(3, "Error")));

        var told = PodNews.Of(pod, Since.AddSeconds(0.5), Options.ProgressDelay).ShouldBeOfType<PodProvisioningFailed>();

        (told.ScheduledAt, told.PulledAt).ShouldBe((Since, Since.AddSeconds(1)));
    }

    [Fact]
    public void What_it_did_not_reach_is_not_told()
    {
        var told = PodNews.Of(Read(Waiting("InvalidImageName")), Since, Options.ProgressDelay).ShouldBeOfType<PodProvisioningFailed>();

        (told.ScheduledAt, told.PulledAt).ShouldBe((Since, null));
    }

    [Fact]
    public async Task Its_timeline_has_the_stages_that_it_reached()
    {
        await using var host = await LifecycleHost.StartAsync();
        var id = await AppliedAsync(host);

        await FailAsync(host, id, scheduledAfter: 0.1, pulledAfter: 0.4);

        (await TimelineAsync(host, id)).ShouldBe(["requested 0", "applied 0", "scheduled 0.1", "pulled 0.4", "failed 2"]);
        (await host.DocumentAsync(id)).Stage.ShouldBe(ContainerStages.Pulled);
    }

    [Fact]
    public async Task What_was_told_before_is_in_it_once_and_as_it_was_told_first()
    {
        await using var host = await LifecycleHost.StartAsync();
        var id = await AppliedAsync(host);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await host.PublishAsync(Requests.Progressed(id) with { ScheduledAt = host.Clock.GetUtcNow().AddSeconds(-0.5) });

        await FailAsync(host, id, scheduledAfter: 0.1, pulledAfter: 0.9);

        (await TimelineAsync(host, id)).ShouldBe(["requested 0", "applied 0", "scheduled 0.5", "pulled 0.9", "failed 3"]);
    }

    [Fact]
    public async Task Who_says_nothing_of_stages_takes_back_none()
    {
        await using var host = await LifecycleHost.StartAsync();
        var id = await AppliedAsync(host);
        await host.PublishAsync(Requests.Progressed(id));

        await host.PublishAsync(Requests.PodFailed(id) with { ScheduledAt = null });

        (await TimelineAsync(host, id)).ShouldBe(["requested 0", "applied 0", "scheduled 0", "failed 0"]);
    }

    [Fact]
    public async Task The_stages_of_a_pod_whose_place_it_took_are_not_its_own()
    {
        await using var host = await LifecycleHost.StartAsync();
        var id = await PendingAsync(host);
        await host.PublishAsync(Requests.Progressed(id, "uid-2") with { PulledAt = host.Clock.GetUtcNow() });

        await host.PublishAsync(Requests.PodFailed(id));

        (await host.DocumentAsync(id)).Stage.ShouldBe(ContainerStages.Scheduled);
    }

    private static async Task FailAsync(LifecycleHost host, Guid id, double scheduledAfter, double pulledAfter)
    {
        var created = (await host.DocumentAsync(id)).CreatedAt;
        host.Clock.Advance(TimeSpan.FromSeconds(2));
        await host.PublishAsync(Requests.PodFailed(id) with { ScheduledAt = created.AddSeconds(scheduledAfter), PulledAt = created.AddSeconds(pulledAfter) });
    }

    private static async Task<IEnumerable<string>> TimelineAsync(LifecycleHost host, Guid id)
    {
        var created = (await host.DocumentAsync(id)).CreatedAt;
        return (await host.Containers.TimelineAsync(id)).Select(entry => FormattableString.Invariant($"{entry.Event} {(entry.At - created).TotalSeconds}"));
    }

    private static async Task<Guid> AppliedAsync(LifecycleHost host)
    {
        var id = await PendingAsync(host);
        await host.PublishAsync(Requests.Applied(id));
        return id;
    }

    private static async Task<Guid> PendingAsync(LifecycleHost host)
    {
        var id = Guid.NewGuid();
        await host.AskAsync(Requests.Create(id));
        return id;
    }
}
