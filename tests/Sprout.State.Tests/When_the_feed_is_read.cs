using Sprout.Redis;
using Sprout.State.Tests.Support;

namespace Sprout.State.Tests;

public sealed class When_the_feed_is_read(SharedRedis shared) : StateTest(shared)
{
    [Fact]
    public async Task A_new_container_is_told_in_full()
    {
        var container = await Writer.CreateAsync(Container.New());

        var (raw, entry) = await ReadAsync();

        entry.ShouldBe(new()
        {
            Id = raw.Id,
            EventType = "container.created",
            ContainerId = container.CorrelationId,
            Owner = "ada",
            Name = "web",
            Image = "nginx:latest",
            Status = "pending",
            Previous = null,
            Version = 1,
            At = Container.Now,
            Url = "http://web.localhost/",
            ExpiresAt = container.ExpiresAt,
            Stage = "requested",
            Failure = null,
            WaitingFor = null,
        });
    }

    [Fact]
    public async Task A_failure_says_why()
    {
        var container = await Writer.ChangeAsync(await Writer.CreateAsync(Container.New()), Container.Fail);

        var (_, entry) = await ReadAsync();

        entry.Failure.ShouldBe(container.Failure);
        (entry.Previous, entry.Status, entry.Version).ShouldBe(("pending", "failed", 2));
    }

    // Consumers in other languages read these.
    [Fact]
    public async Task Its_fields_are_plain_text_in_a_fixed_order()
    {
        await Writer.ChangeAsync(await Writer.CreateAsync(Container.New()), Container.Fail);

        var (raw, _) = await ReadAsync();

        raw.Values.Select(field => field.Name).ShouldBe(
        [
            "event_type", "container_id", "owner", "name", "image", "status", "previous", "version", "at", "url", "expires_at", "stage",
            "failure_phase", "failure_reason", "failure_message", "failure_hint",
        ]);
        raw["at"].ToString().ShouldBe("2030-01-02T03:04:05.6789010Z");
    }

    [Fact]
    public async Task What_holds_a_container_up_is_told_while_it_does()
    {
        var container = await Writer.ChangeAsync(await Writer.CreateAsync(Container.New()), Container.Wait);

        var (raw, entry) = await ReadAsync();

        (entry.EventType, entry.Status, entry.Previous, entry.Stage).ShouldBe(("container.progressed", "pending", "pending", "requested"));
        entry.WaitingFor.ShouldBe(container.Obstacle);
        raw.Values.Select(field => field.Name).TakeLast(4).ShouldBe(["waiting_phase", "waiting_reason", "waiting_message", "waiting_hint"]);
    }

    // Another version of this software may have written what lies in the feed.
    [Fact]
    public async Task An_entry_without_a_stage_is_read()
    {
        await Writer.CreateAsync(Container.New());
        var (raw, _) = await ReadAsync();

        FeedEntry.Parse(new(raw.Id, [.. raw.Values.Where(value => value.Name != "stage")])).Stage.ShouldBeNull();
    }

    [Fact]
    public async Task Times_are_told_in_utc()
    {
        var container = Container.New();
        container.ExpiresAt = container.ExpiresAt.ToOffset(TimeSpan.FromHours(5));
        await Writer.CreateAsync(container);

        var (raw, entry) = await ReadAsync();

        raw["expires_at"].ToString().ShouldEndWith("Z");
        entry.ExpiresAt.Offset.ShouldBe(TimeSpan.Zero);
        entry.ExpiresAt.ShouldBe(container.ExpiresAt);
    }

    [Theory]
    [InlineData("container_id")]
    [InlineData("version")]
    [InlineData("at")]
    [InlineData("expires_at")]
    public async Task An_entry_that_is_not_ours_is_refused(string field)
    {
        await Writer.CreateAsync(Container.New());
        var (raw, _) = await ReadAsync();

        Should.Throw<FormatException>(() => FeedEntry.Parse(new(raw.Id, [])));
        Should.Throw<FormatException>(() => FeedEntry.Parse(new(raw.Id, [.. raw.Values.Where(value => value.Name != field)])));
        Should.Throw<FormatException>(() => FeedEntry.Parse(new(raw.Id, [new(field, "?"), .. raw.Values])));
    }

    private async Task<(StreamEntry Raw, FeedEntry Entry)> ReadAsync()
    {
        var raw = (await Database.StreamRangeAsync(SproutKeys.Feed))[^1];
        return (raw, FeedEntry.Parse(raw));
    }
}
