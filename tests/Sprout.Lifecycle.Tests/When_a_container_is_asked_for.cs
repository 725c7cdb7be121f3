using Sprout.Contracts;
using Sprout.State;

namespace Sprout.Lifecycle.Tests;

public sealed class When_a_container_is_asked_for
{
    [Fact]
    public async Task It_is_stored_before_the_answer_and_its_pod_is_on_the_way()
    {
        await using var host = await LifecycleHost.StartAsync();
        var id = Guid.NewGuid();

        var answer = await host.AskAsync(Requests.Create(id));

        var accepted = answer.ShouldBeOfType<ContainerAccepted>();
        accepted.Status.ShouldBe(ContainerStatus.Pending);
        accepted.Url.ShouldBe(new Uri($"http://{id:D}.example.test/"));
        (await host.DocumentAsync(id)).CurrentState.ShouldBe(ContainerStates.Pending);
        (await host.Harness.Sent.Any<ProvisionPod>(sent => sent.Context.Message.ContainerId == id)).ShouldBeTrue();
    }

    [Fact]
    public async Task Its_way_is_told_in_the_feed()
    {
        await using var host = await LifecycleHost.StartAsync();
        var id = Guid.NewGuid();
        await host.AskAsync(Requests.Create(id));
        await host.PublishAsync(Requests.Applied(id));
        await host.PublishAsync(Requests.Ready(id));
        await host.AskAsync(Requests.Delete(id));
        await host.PublishAsync(Requests.Gone(id));

        var feed = (await host.Database.StreamRangeAsync(SproutKeys.Feed)).Select(FeedEntry.Parse).ToList();

        feed.Select(entry => entry.EventType).ShouldBe(["container.created", "container.running", "container.deleting", "container.deleted"]);
        feed.Select(entry => entry.Version).ShouldBe([1, 3, 4, 5]);
    }

    [Fact]
    public async Task Asking_again_gets_the_same_container_and_changes_nothing()
    {
        await using var host = await LifecycleHost.StartAsync();
        var id = Guid.NewGuid();
        await host.AskAsync(Requests.Create(id));

        var answer = await host.AskAsync(Requests.Create(id));

        var accepted = answer.ShouldBeOfType<ContainerAccepted>();
        accepted.Version.ShouldBe(1);
        host.Sent<ProvisionPod>(command => command.ContainerId == id).ShouldBe(1);
    }

    [Fact]
    public async Task Asking_for_something_else_under_the_same_id_is_refused()
    {
        await using var host = await LifecycleHost.StartAsync();
        var id = Guid.NewGuid();
        await host.AskAsync(Requests.Create(id));

        var answer = await host.AskAsync(Requests.Create(id, name: "other"));

        var refused = answer.ShouldBeOfType<ContainerRefused>();
        refused.Reason.ShouldBe(RefusalReason.IdConflict);
    }

    [Fact]
    public async Task A_full_quota_refuses_it_and_nothing_is_stored()
    {
        await using var host = await LifecycleHost.StartAsync(new() { PerOwner = 1 });
        var scope = QuotaOptions.OwnerScope(Requests.Owner);
        var (first, second) = (Guid.NewGuid(), Guid.NewGuid());
        await host.AskAsync(Requests.Create(first, scopes: scope));

        var answer = await host.AskAsync(Requests.Create(second, scopes: scope));

        var refused = answer.ShouldBeOfType<ContainerRefused>();
        (refused.Reason, refused.QuotaScope, refused.QuotaLimit, refused.QuotaUsed).ShouldBe((RefusalReason.QuotaExceeded, scope, 1, 1));
        (await host.Containers.FindAsync(second)).ShouldBeNull();
    }

    [Fact]
    public async Task A_hundred_at_once_are_admitted_to_exactly_the_quota()
    {
        await using var host = await LifecycleHost.StartAsync(new() { PerOwner = 3 });
        var scope = QuotaOptions.OwnerScope(Requests.Owner);

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => host.AskAsync(Requests.Create(Guid.NewGuid(), scopes: scope))));

        answers.Count(answer => answer is ContainerAccepted).ShouldBe(3);
        ((long)await host.Database.ExecuteAsync("ZCARD", [SproutKeys.Quota(scope).Name])).ShouldBe(3);
    }
}
