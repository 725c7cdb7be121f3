using System.Net;
using Sprout.Contracts;
using Sprout.Gateway.Tests.Support;
using Sprout.State;

namespace Sprout.Gateway.Tests.Containers;

public sealed class When_a_containers_timeline_is_asked_for(SharedRedis redis) : GatewayTest(redis)
{
    private static readonly FailureDocument Obstacle = new()
    {
        Phase = nameof(FailurePhase.Pulling),
        Reason = nameof(FailureReason.ImagePullFailed),
        Message = "The registry does not answer.",
        Hint = "Wait.",
    };

    [Theory]
    [InlineData("")]
    [InlineData("/api")]
    public async Task It_tells_when_each_stage_was_reached(string prefix)
    {
        var container = await WaitingAsync();
        await Gateway.ChangeAsync(container, change =>
            (change.CurrentState, change.Obstacle, change.PulledAt, change.ReadyAt) = (ContainerStates.Running, null, change.CreatedAt.AddSeconds(3), change.CreatedAt.AddSeconds(4)));

        var timeline = (await Gateway.Visitor.ReadAsync($"{prefix}/containers/{container.CorrelationId}/events"))!;

        timeline["id"]!.GetValue<Guid>().ShouldBe(container.CorrelationId);
        timeline["status"]!.GetValue<string>().ShouldBe("running");
        timeline["events"]!.AsArray().Select(entry => $"{entry!["elapsed_ms"]} {entry["event"]} {entry["failure"]?["reason"]}").ShouldBe(
            ["0 requested ", "100 scheduled ", "1000 waiting image_pull_failed", "3000 pulled ", "4000 ready "]);
        timeline["events"]![0]!["expires_at"]!.GetValue<DateTimeOffset>().ShouldBe(container.ExpiresAt);
    }

    [Fact]
    public async Task The_container_itself_says_what_it_waits_for()
    {
        var container = await WaitingAsync();

        var view = (await Gateway.Visitor.ReadAsync($"/containers/{container.CorrelationId}"))!;

        view["stage"]!.GetValue<string>().ShouldBe("scheduled");
        view["waiting_for"]!["reason"]!.GetValue<string>().ShouldBe("image_pull_failed");
        view["waiting_for"]!["message"]!.GetValue<string>().ShouldBe("The registry does not answer.");
    }

    [Fact]
    public async Task A_page_is_told_as_it_happens()
    {
        await using var events = await EventReader.ConnectAsync(Gateway.Visitor);
        await WaitingAsync();

        (await events.NextChangeAsync())["stage"]!.GetValue<string>().ShouldBe("requested");
        var progress = await events.NextAsync();
        progress.EventType.ShouldBe("container.progressed");
        progress.Data.ShouldContain("\"stage\":\"scheduled\",\"waiting_for\":{\"phase\":\"pulling\"");
    }

    [Fact]
    public async Task One_from_before_timelines_were_kept_was_at_least_requested()
    {
        var container = await Gateway.GivenAsync();
        await Gateway.Database.KeyDeleteAsync(SproutKeys.Timeline(container.CorrelationId), Cancel);

        var timeline = (await Gateway.Visitor.ReadAsync($"/containers/{container.CorrelationId}/events"))!;

        timeline["events"]!.AsArray().Single()!["event"]!.GetValue<string>().ShouldBe("requested");
    }

    [Fact]
    public async Task Another_owners_is_not_found()
    {
        var container = await Gateway.GivenAsync();
        using var theirs = await Gateway.Other.GetAsync($"/containers/{container.CorrelationId}/events", Cancel);
        using var none = await Gateway.Other.GetAsync($"/containers/{Guid.NewGuid()}/events", Cancel);

        await theirs.ProblemAsync(404, "not-found");
        none.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<ContainerDocument> WaitingAsync()
    {
        var container = await Gateway.GivenAsync(ContainerStates.Pending);
        return await Gateway.ChangeAsync(container, change =>
            (change.ScheduledAt, change.Obstacle, change.ObstacleSince) = (change.CreatedAt.AddMilliseconds(100), Obstacle, change.CreatedAt.AddSeconds(1)));
    }
}
