using Sprout.Contracts;
using Sprout.State;

namespace Sprout.Lifecycle.Tests;

public sealed class When_a_container_ends
{
    [Theory]
    [InlineData("deleted")]
    [InlineData("failed")]
    public async Task Its_quota_slot_is_given_back(string how)
    {
        await using var host = await LifecycleHost.StartAsync(new() { PerOwner = 1 });
        var scope = QuotaOptions.OwnerScope(Requests.Owner);
        var id = Guid.NewGuid();
        await host.AskAsync(Requests.Create(id, scopes: scope));
        if (how == "failed")
        {
            await host.PublishAsync(Requests.PodFailed(id));
        }
        else
        {
            await host.AskAsync(Requests.Delete(id));
            await host.PublishAsync(Requests.Gone(id, null));
        }

        var answer = await host.AskAsync(Requests.Create(Guid.NewGuid(), scopes: scope));

        answer.ShouldBeOfType<ContainerAccepted>();
    }

    [Fact]
    public async Task Its_record_goes_after_the_retention_and_leaves_no_key()
    {
        await using var host = await LifecycleHost.StartAsync();
        var id = Guid.NewGuid();
        await host.AskAsync(Requests.Create(id));
        await host.AskAsync(Requests.Delete(id));
        await host.PublishAsync(Requests.Gone(id, null));
        host.Clock.Advance(TimeSpan.FromHours(2));

        await host.Keeper().RunOnceAsync(CancellationToken.None);

        var keys = await host.Database.ExecuteAsync("KEYS", ["{sprout}*"]);
        keys.Items.Select(key => (string?)key).ShouldBe([SproutKeys.KeeperPresence.Name], "which is the keeper's own");
    }

    [Fact]
    public async Task Its_expiry_deletes_it_unless_it_was_extended_meanwhile()
    {
        await using var host = await LifecycleHost.StartAsync();
        var id = Guid.NewGuid();
        await host.AskAsync(Requests.Create(id));
        await host.PublishAsync(Requests.Applied(id));
        await host.PublishAsync(Requests.Ready(id));
        await host.AskAsync(Requests.Extend(id, 7200));
        host.Clock.Advance(TimeSpan.FromSeconds(3601));
        await host.PublishAsync(new ContainerExpired { ContainerId = id, At = host.Clock.GetUtcNow() });
        (await host.DocumentAsync(id)).CurrentState.ShouldBe(ContainerStates.Running);

        host.Clock.Advance(TimeSpan.FromHours(2));
        await host.Keeper().RunOnceAsync(CancellationToken.None);

        (await host.Harness.Consumed.Any<ContainerExpired>(consumed => consumed.Context.Message.At == host.Clock.GetUtcNow())).ShouldBeTrue();
        (await host.DocumentAsync(id)).CurrentState.ShouldBe(ContainerStates.Deleting);
    }

    [Fact]
    public async Task Nobody_extends_it_beyond_what_a_life_may_last()
    {
        await using var host = await LifecycleHost.StartAsync();
        var id = Guid.NewGuid();
        await host.AskAsync(Requests.Create(id));
        await host.PublishAsync(Requests.Applied(id));
        await host.PublishAsync(Requests.Ready(id));

        await host.AskAsync(Requests.Extend(id, int.MaxValue));

        var container = await host.DocumentAsync(id);
        container.ExpiresAt.ShouldBe(container.CreatedAt.AddDays(30));
        host.Sent<ProvisionPod>(command => command.ContainerId == id && command.AppliesAgain).ShouldBe(1);
    }

    [Fact]
    public async Task A_step_of_which_nothing_was_heard_is_asked_for_again()
    {
        await using var host = await LifecycleHost.StartAsync();
        var id = Guid.NewGuid();
        await host.AskAsync(Requests.Create(id));
        host.Clock.Advance(TimeSpan.FromSeconds(11));

        await host.Keeper().RunOnceAsync(CancellationToken.None);

        host.Sent<ProvisionPod>(command => command.ContainerId == id).ShouldBe(2);
    }
}
