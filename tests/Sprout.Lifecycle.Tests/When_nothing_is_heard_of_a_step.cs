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
    public async Task Each_asking_lives_until_the_next_so_that_they_do_not_pile_up()
    {
        await using var host = await LifecycleHost.StartAsync();
        var id = Guid.NewGuid();
        await host.AskAsync(Requests.Create(id));
        var keeper = host.Keeper();

        for (var second = 10; second <= 40; second += 10)
        {
            host.Clock.Advance(TimeSpan.FromSeconds(10));
            await keeper.RunOnceAsync(CancellationToken.None);
        }

        host.TimesToLive<ProvisionPod>(command => command.ContainerId == id)
            .ShouldBe([null, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(40)]);
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

        await KeepAsync(host, () => keeper, TimeSpan.FromMinutes(4));
        host.TimedOut(id).ShouldBe(0);

        await KeepAsync(host, () => keeper, TimeSpan.FromMinutes(2));
        host.TimedOut(id).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Somebody_elses_time_counts_as_our_own()
    {
        await using var host = await LifecycleHost.StartAsync();
        var id = Guid.NewGuid();
        await host.AskAsync(Requests.Create(id));

        // None of them is there for as long as the container may take.
        await KeepAsync(host, () => host.Keeper(), TimeSpan.FromMinutes(6));

        host.TimedOut(id).ShouldBeGreaterThan(0);
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

    private static async Task KeepAsync(LifecycleHost host, Func<DeadlineKeeper> keeper, TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(10))
        {
            await keeper().RunOnceAsync(CancellationToken.None);
            host.Clock.Advance(TimeSpan.FromSeconds(10));
        }
    }
}
