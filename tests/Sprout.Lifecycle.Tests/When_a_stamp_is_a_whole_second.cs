using Sprout.State;

namespace Sprout.Lifecycle.Tests;

/// <summary>Which is up to a second too early; another stage of the same pod may have been seen as it happened.</summary>
public sealed class When_a_stamp_is_a_whole_second
{
    private static readonly string[] Way = [TimelineEvents.Requested, TimelineEvents.Scheduled, TimelineEvents.Pulled, TimelineEvents.Ready];

    [Fact]
    public async Task What_came_later_is_not_told_as_if_it_had_come_first()
    {
        await using var host = await LifecycleHost.StartAsync();
        var id = Guid.NewGuid();
        await host.AskAsync(Requests.Create(id));
        var created = (await host.DocumentAsync(id)).CreatedAt;
        host.Clock.Advance(TimeSpan.FromSeconds(5));

        await host.PublishAsync(Requests.Ready(id) with { ScheduledAt = created.AddSeconds(1.9), PulledAt = created.AddSeconds(1.5), ReadyAt = created.AddSeconds(1) });
        await host.PublishAsync(Requests.Applied(id));

        var way = (await host.Containers.TimelineAsync(id)).Where(entry => entry.Event != TimelineEvents.Applied).ToList();
        way.Select(entry => entry.Event).ShouldBe(Way);
        (await host.DocumentAsync(id)).ReadyAt.ShouldBe(created.AddSeconds(1.9));
    }

    [Fact]
    public async Task The_same_holds_for_what_is_told_one_after_the_other()
    {
        await using var host = await LifecycleHost.StartAsync();
        var id = Guid.NewGuid();
        await host.AskAsync(Requests.Create(id));
        var created = (await host.DocumentAsync(id)).CreatedAt;
        host.Clock.Advance(TimeSpan.FromSeconds(5));

        await host.PublishAsync(Requests.Progressed(id) with { ScheduledAt = created.AddSeconds(1.9) });
        await host.PublishAsync(Requests.PodFailed(id) with { PulledAt = created.AddSeconds(1) });

        (await host.DocumentAsync(id)).PulledAt.ShouldBe(created.AddSeconds(1.9));
    }
}
