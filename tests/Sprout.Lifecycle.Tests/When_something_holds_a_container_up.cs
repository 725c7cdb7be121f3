using Sprout.Contracts;
using Sprout.Lifecycle.Deadlines;
using Sprout.State;

namespace Sprout.Lifecycle.Tests;

public sealed class When_something_holds_a_container_up
{
    [Fact]
    public async Task It_says_so_and_what_is_told_again_is_not_written_again()
    {
        await using var host = await LifecycleHost.StartAsync();
        var id = await PendingAsync(host);

        await host.PublishAsync(Requests.Progressed(id, "uid-1", Pull));
        await host.PublishAsync(Requests.Progressed(id, "uid-1", Pull));

        var container = await host.DocumentAsync(id);
        container.Obstacle!.Reason.ShouldBe("ImagePullFailed");
        (container.Stage, container.Version).ShouldBe((ContainerStages.Scheduled, 2));
        (await FeedAsync(host)).ShouldBe(["container.created requested ", "container.progressed scheduled ImagePullFailed"]);
    }

    [Fact]
    public async Task It_is_forgotten_once_it_is_over()
    {
        await using var host = await LifecycleHost.StartAsync();
        var id = await PendingAsync(host);
        await host.PublishAsync(Requests.Progressed(id, "uid-1", Pull));

        await host.PublishAsync(Requests.Progressed(id));

        (await host.DocumentAsync(id)).Obstacle.ShouldBeNull();
    }

    [Fact]
    public async Task What_the_provisioner_waits_for_is_over_when_it_has_applied_everything()
    {
        await using var host = await LifecycleHost.StartAsync();
        var id = await PendingAsync(host);
        await host.PublishAsync(Requests.Progressed(id, null, Requests.Obstacle()));
        // The pod is there, and its service is not.
        await host.PublishAsync(Requests.Progressed(id));
        (await host.DocumentAsync(id)).Obstacle.ShouldNotBeNull();

        await host.PublishAsync(Requests.Applied(id));

        (await host.DocumentAsync(id)).Obstacle.ShouldBeNull();
    }

    [Fact]
    public async Task It_is_what_the_container_fails_with_when_its_time_is_over()
    {
        await using var host = await LifecycleHost.StartAsync();
        var id = await PendingAsync(host);
        host.Clock.Advance(TimeSpan.FromSeconds(20));
        await host.PublishAsync(Requests.Progressed(id, "uid-1", Pull));
        host.Clock.Advance(TimeSpan.FromSeconds(280));

        await host.PublishAsync(Requests.TimedOut(id, host.Clock.GetUtcNow()));

        var container = await host.DocumentAsync(id);
        container.CurrentState.ShouldBe(ContainerStates.Failed);
        container.Failure.ShouldBe(new() { Phase = "Pulling", Reason = "ImagePullFailed", Message = "It is in the way. It was waited for 280 seconds.", Hint = "Wait." });
        container.Obstacle.ShouldBeNull();
    }

    [Theory]
    [InlineData("", "Applying", "its objects did not all exist in the cluster.")]
    [InlineData("applied", "Scheduling", "nothing was heard of a node for it.")]
    [InlineData("applied, scheduled", "Pulling", "a node had been found, but its image nginx:latest was still being pulled or the node could not prepare it.")]
    [InlineData("applied, scheduled, pulled", "Starting", "nothing answered on port 80.")]
    public async Task Without_it_the_words_say_how_far_the_container_came(string way, string phase, string message)
    {
        await using var host = await LifecycleHost.StartAsync();
        var id = await PendingAsync(host);
        foreach (var step in way.Split(", ", StringSplitOptions.RemoveEmptyEntries))
        {
            await (step switch
            {
                "applied" => host.PublishAsync(Requests.Applied(id)),
                "scheduled" => host.PublishAsync(Requests.Progressed(id)),
                _ => host.PublishAsync(Requests.Progressed(id) with { PulledAt = host.Clock.GetUtcNow() }),
            });
        }

        await host.PublishAsync(Requests.TimedOut(id, host.Clock.GetUtcNow().AddSeconds(300)));

        var failure = (await host.DocumentAsync(id)).Failure!;
        (failure.Phase, failure.Reason, failure.Message).ShouldBe((phase, "ProvisioningTimedOut", $"The container was not ready within 300 seconds: {message}"));
    }

    [Fact]
    public async Task A_full_cluster_is_waited_for_half_a_minute()
    {
        await using var host = await LifecycleHost.StartAsync();
        var keeper = host.Keeper();
        await keeper.RunOnceAsync(CancellationToken.None);
        var id = await PendingAsync(host);
        await host.PublishAsync(Requests.Progressed(id, null, Full));

        await KeepAsync(host, keeper, seconds: 29);
        host.TimedOut(id).ShouldBe(0);
        await KeepAsync(host, keeper, seconds: 1);
        host.TimedOut(id).ShouldBe(1);

        await host.PublishAsync(Requests.TimedOut(id, host.Clock.GetUtcNow()));
        (await host.DocumentAsync(id)).Failure!.Message.ShouldBe("It is in the way. It was waited for 30 seconds.");
    }

    [Fact]
    public async Task A_place_that_becomes_free_gives_the_container_its_whole_time()
    {
        await using var host = await LifecycleHost.StartAsync();
        var id = await PendingAsync(host);
        await host.PublishAsync(Requests.Progressed(id, null, Full));
        host.Clock.Advance(TimeSpan.FromSeconds(29));
        await host.PublishAsync(Requests.Applied(id));

        // Said while the place was not free yet, and read afterwards.
        await host.PublishAsync(Requests.TimedOut(id, host.Clock.GetUtcNow().AddSeconds(1)));

        (await host.DocumentAsync(id)).CurrentState.ShouldBe(ContainerStates.Pending);
    }

    [Fact]
    public async Task Another_pod_begins_anew()
    {
        await using var host = await LifecycleHost.StartAsync();
        var id = await PendingAsync(host);
        await host.PublishAsync(Requests.Applied(id));
        await host.PublishAsync(Requests.Progressed(id, "uid-1", Pull));

        await host.PublishAsync(Requests.Gone(id));

        var container = await host.DocumentAsync(id);
        (container.Stage, container.Obstacle, container.PodsLost).ShouldBe((ContainerStages.Requested, null, 1));
        (await host.Containers.TimelineAsync(id)).Select(entry => entry.Event).ShouldBe(["requested", "applied", "scheduled", "waiting", "pod_lost"]);
    }

    private static ContainerFailure Pull => Requests.Obstacle(FailureReason.ImagePullFailed, FailurePhase.Pulling);

    private static ContainerFailure Full => Requests.Obstacle(FailureReason.ClusterQuotaExceeded);

    private static async Task<Guid> PendingAsync(LifecycleHost host)
    {
        var id = Guid.NewGuid();
        await host.AskAsync(Requests.Create(id));
        return id;
    }

    private static async Task KeepAsync(LifecycleHost host, DeadlineKeeper keeper, int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            host.Clock.Advance(TimeSpan.FromSeconds(1));
            await keeper.RunOnceAsync(CancellationToken.None);
        }
    }

    private static async Task<IEnumerable<string>> FeedAsync(LifecycleHost host) =>
        (await host.Database.StreamRangeAsync(SproutKeys.Feed)).Select(FeedEntry.Parse).Select(entry => $"{entry.EventType} {entry.Stage} {entry.WaitingFor?.Reason}");
}
