using Sprout.Contracts;
using Sprout.State;

namespace Sprout.Lifecycle.Tests;

public sealed class When_word_comes_of_a_former_pod
{
    [Fact]
    public async Task That_it_is_gone_is_believed_once()
    {
        await using var host = await LifecycleHost.StartAsync();
        var id = await PendingAsync(host);
        await host.PublishAsync(Requests.Applied(id));
        await host.PublishAsync(Requests.Gone(id));
        await host.PublishAsync(Requests.Gone(id));
        (await host.DocumentAsync(id)).PodsLost.ShouldBe(1);
        host.Sent<ProvisionPod>(command => command.ContainerId == id).ShouldBe(2);

        await host.PublishAsync(Requests.Applied(id, "uid-2"));
        await host.PublishAsync(Requests.Gone(id));

        (await host.DocumentAsync(id)).AppliedPodUid.ShouldBe("uid-2");
        host.Sent<ProvisionPod>(command => command.ContainerId == id).ShouldBe(2);
    }

    [Fact]
    public async Task How_it_failed_is_no_matter_of_the_new_one()
    {
        await using var host = await LifecycleHost.StartAsync();
        var id = await PendingAsync(host);
        await host.PublishAsync(Requests.Applied(id));
        await host.PublishAsync(Requests.Gone(id));

        await host.PublishAsync(Requests.PodFailed(id));
        await host.PublishAsync(Requests.Lost(id));

        (await host.DocumentAsync(id)).CurrentState.ShouldBe(ContainerStates.Pending);
    }

    [Fact]
    public async Task How_far_it_came_is_not_how_far_the_new_one_has_come()
    {
        await using var host = await LifecycleHost.StartAsync();
        var id = await PendingAsync(host);
        await host.PublishAsync(Requests.Progressed(id) with { PulledAt = DateTimeOffset.UnixEpoch });
        await host.PublishAsync(Requests.Gone(id));
        await host.PublishAsync(Requests.Progressed(id));
        (await host.DocumentAsync(id)).Stage.ShouldBe(ContainerStages.Requested);

        // One of which nobody said that it is gone.
        await host.PublishAsync(Requests.Progressed(id, "uid-2"));
        await host.PublishAsync(Requests.Applied(id, "uid-3"));

        (await host.DocumentAsync(id)).Stage.ShouldBe(ContainerStages.Applied);
    }

    [Fact]
    public async Task What_was_gone_and_is_there_after_all_is_its_pod()
    {
        await using var host = await LifecycleHost.StartAsync();
        var id = await PendingAsync(host);
        await host.PublishAsync(Requests.Applied(id));
        await host.PublishAsync(Requests.Gone(id));
        await host.PublishAsync(Requests.Applied(id));

        await host.PublishAsync(Requests.Progressed(id));

        (await host.DocumentAsync(id)).Stage.ShouldBe(ContainerStages.Scheduled);
    }

    [Fact]
    public async Task The_deletion_is_of_the_pod_that_is_known_and_says_for_how_long_it_is_asked_for()
    {
        await using var host = await LifecycleHost.StartAsync();
        var id = await PendingAsync(host);
        await host.PublishAsync(Requests.PodFailed(id));
        host.Sent<DeletePod>(command => command == new DeletePod { ContainerId = id, PodUid = "uid-1", AskedForSeconds = 0 }).ShouldBe(1);

        host.Clock.Advance(TimeSpan.FromSeconds(70));
        await host.PublishAsync(Requests.Lost(id));

        host.Sent<DeletePod>(command => command == new DeletePod { ContainerId = id, PodUid = "uid-1", AskedForSeconds = 70 }).ShouldBe(1);
    }

    private static async Task<Guid> PendingAsync(LifecycleHost host)
    {
        var id = Guid.NewGuid();
        await host.AskAsync(Requests.Create(id));
        return id;
    }
}
