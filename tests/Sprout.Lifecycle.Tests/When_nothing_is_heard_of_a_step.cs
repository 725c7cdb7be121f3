using Sprout.Contracts;
using Sprout.Lifecycle.Deadlines;
using Sprout.State;

namespace Sprout.Lifecycle.Tests;

public sealed class When_nothing_is_heard_of_a_step
{
    [Fact]
    public async Task It_is_asked_for_again_less_and_less_often()
    {
        await using var host = await LifecycleHost.StartAsync();
        var id = Guid.NewGuid();
        await host.AskAsync(Requests.Create(id));
        var keeper = host.Keeper();
        List<int> askedAt = [];

        for (var second = 1; second <= 60; second++)
        {
            var before = host.Sent<ProvisionPod>(command => command.ContainerId == id);
            host.Clock.Advance(TimeSpan.FromSeconds(1));
            await keeper.RunOnceAsync(CancellationToken.None);
            if (host.Sent<ProvisionPod>(command => command.ContainerId == id) > before)
                askedAt.Add(second);
        }

        askedAt.ShouldBe([10, 20, 40]);
    }

    [Fact]
    public async Task It_is_not_asked_for_again_once_all_objects_exist()
    {
        await using var host = await LifecycleHost.StartAsync();
        var id = Guid.NewGuid();
        await host.AskAsync(Requests.Create(id));
        await host.PublishAsync(Requests.Applied(id));
        host.Clock.Advance(TimeSpan.FromSeconds(60));

        await host.Keeper().RunOnceAsync(CancellationToken.None);

        host.Sent<ProvisionPod>(command => command.ContainerId == id).ShouldBe(1);
    }

    [Fact]
    public async Task A_long_stop_is_not_held_against_the_container()
    {
        await using var host = await LifecycleHost.StartAsync();
        var id = Guid.NewGuid();
        await host.AskAsync(Requests.Create(id));
        host.Clock.Advance(TimeSpan.FromHours(0.5));
        var keeper = host.Keeper();

        await keeper.RunOnceAsync(CancellationToken.None);
        host.TimedOut(id).ShouldBe(0);

        host.Clock.Advance(TimeSpan.FromMinutes(5));
        await keeper.RunOnceAsync(CancellationToken.None);
        host.TimedOut(id).ShouldBe(1);
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_holds_up_no_other()
    {
        await using var host = await LifecycleHost.StartAsync();
        var (good, bad) = (Guid.NewGuid(), Guid.NewGuid());
        await host.AskAsync(Requests.Create(good));
        await host.AskAsync(Requests.Create(bad));
        await host.Database.ExecuteAsync("HSET", [SproutKeys.Container(bad).Name, "data", "{"]);

        var sent = await host.Get<StepSender>().SendAllAsync(CancellationToken.None);

        sent.ShouldBe(1);
        host.Sent<ProvisionPod>(command => command.ContainerId == good).ShouldBe(2);
    }
}
