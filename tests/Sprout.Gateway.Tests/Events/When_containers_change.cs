using Sprout.Contracts;
using Sprout.Gateway.Tests.Support;
using Sprout.Redis;
using Sprout.State;

namespace Sprout.Gateway.Tests.Events;

public sealed class When_containers_change(SharedRedis redis) : GatewayTest(redis)
{
    [Theory]
    [InlineData("/events")]
    [InlineData("/api/events")]
    public async Task Their_owner_hears_of_it(string path)
    {
        await using var events = await EventReader.ConnectAsync(Gateway.Visitor, path: path);
        var container = await Gateway.GivenAsync(ContainerStates.Pending);
        await Gateway.ChangeAsync(container, change => (change.CurrentState, change.Failure) = (ContainerStates.Failed, new()
        {
            Phase = nameof(FailurePhase.Pulling),
            Reason = nameof(FailureReason.ImagePullFailed),
            Message = "There is no such image.",
            Hint = "Check the name.",
        }));

        var created = await events.NextChangeAsync();
        var failed = await events.NextChangeAsync();
        created["container_id"]!.GetValue<Guid>().ShouldBe(container.CorrelationId);
        created["status"]!.GetValue<string>().ShouldBe("pending");
        created["previous"].ShouldBeNull();
        created["version"]!.GetValue<int>().ShouldBe(1);
        created["event_type"]!.GetValue<string>().ShouldBe("container.created");
        failed["previous"]!.GetValue<string>().ShouldBe("pending");
        failed["status"]!.GetValue<string>().ShouldBe("failed");
        failed["version"]!.GetValue<int>().ShouldBe(2);
        failed["failure"]!["reason"]!.GetValue<string>().ShouldBe("image_pull_failed");
        created.ContainsKey("owner").ShouldBeFalse();
    }

    [Fact]
    public async Task Nobody_else_hears_of_it()
    {
        await using var others = await EventReader.ConnectAsync(Gateway.Other);
        await Gateway.GivenAsync();
        var theirs = await Gateway.GivenAsync(change: container => container.Owner = Gateway.OtherOwner);

        (await others.NextChangeAsync())["container_id"]!.GetValue<Guid>().ShouldBe(theirs.CorrelationId);
    }

    [Fact]
    public async Task The_stream_is_neither_buffered_nor_kept()
    {
        await using var events = await EventReader.ConnectAsync(Gateway.Visitor);

        events.Response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        events.Response.Headers.GetValues("X-Accel-Buffering").ShouldBe(["no"]);
        events.Response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        events.Response.Content.Headers.ContentEncoding.ShouldBeEmpty();
    }

    [Fact]
    public async Task Entries_that_are_not_ours_are_passed_over()
    {
        await using var events = await EventReader.ConnectAsync(Gateway.Visitor);
        await Gateway.Database.StreamAddAsync(SproutKeys.Feed, [new("hello", "world")], cancellationToken: Cancel);
        await Gateway.Database.StreamAddAsync(SproutKeys.Feed, [.. Foreign(Gateway.Owner)], cancellationToken: Cancel);
        var container = await Gateway.GivenAsync();

        (await events.NextChangeAsync())["container_id"]!.GetValue<Guid>().ShouldBe(container.CorrelationId);
    }

    [Fact]
    public async Task Ten_clients_cost_one_reader()
    {
        List<EventReader> readers = [];
        for (var i = 0; i < 10; i++)
            readers.Add(await EventReader.ConnectAsync(Gateway.Visitor));
        var container = await Gateway.GivenAsync();

        foreach (var reader in readers)
            (await reader.NextChangeAsync())["container_id"]!.GetValue<Guid>().ShouldBe(container.CorrelationId);
        foreach (var reader in readers)
            await reader.DisposeAsync();
    }

    /// <summary>All fields are there, one of them with a value that we do not know.</summary>
    private static IEnumerable<NameValueEntry> Foreign(string owner)
    {
        foreach (var name in new[] { "event_type", "name", "image", "previous", "url" })
            yield return new(name, "");
        yield return new("owner", owner);
        yield return new("container_id", Guid.Empty.ToString());
        yield return new("status", "melted");
        yield return new("version", 1);
        yield return new("at", "2026-05-04T12:00:00Z");
        yield return new("expires_at", "2026-05-04T12:00:00Z");
    }
}
