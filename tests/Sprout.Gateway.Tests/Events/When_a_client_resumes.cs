using Sprout.Gateway.Features.Events;
using Sprout.Gateway.Tests.Support;
using Sprout.State;
using Sprout.Testing;

namespace Sprout.Gateway.Tests.Events;

public sealed class When_a_client_resumes : IAsyncLifetime
{
    private RedisServer _redis = null!;
    private GatewayHost _gateway = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // A redis-server of its own, because the feed is trimmed here.
    public async ValueTask InitializeAsync()
    {
        _redis = await RedisServer.StartAsync();
        _gateway = await GatewayHost.StartAsync(_redis);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_it_missed_comes_first_and_what_is_new_follows(bool inQuery)
    {
        var last = await ReadOneAsync();
        var missed = new List<Guid>();
        for (var i = 0; i < EventHistory.PageSize + 10; i++)
        {
            missed.Add((await _gateway.GivenAsync()).CorrelationId);
            await _gateway.GivenAsync(change: container => container.Owner = _gateway.OtherOwner);
        }

        await using var events = inQuery
            ? await EventReader.ConnectAsync(_gateway.Visitor, path: $"/events?last_event_id={last}")
            : await EventReader.ConnectAsync(_gateway.Visitor, last);
        missed.Add((await _gateway.GivenAsync()).CorrelationId);

        foreach (var id in missed)
            (await events.NextChangeAsync())["container_id"]!.GetValue<Guid>().ShouldBe(id);
    }

    [Fact]
    public async Task Nothing_is_lost_or_doubled_while_much_happens()
    {
        var last = await ReadOneAsync();
        var written = Task.Run(
            async () =>
            {
                List<Guid> ids = [];
                for (var i = 0; i < 300; i++)
                    ids.Add((await _gateway.GivenAsync()).CorrelationId);
                return ids;
            },
            Cancel);
        List<Guid> read = [];
        while (read.Count < 300)
        {
            // Connects anew in the midst of it, again and again.
            await using var events = await EventReader.ConnectAsync(_gateway.Visitor, last);
            for (var i = 0; i < 20 && read.Count < 300; i++)
                read.Add((await events.NextChangeAsync())["container_id"]!.GetValue<Guid>());
            last = events.LastEventId;
        }

        read.ShouldBe(await written);
    }

    [Fact]
    public async Task It_may_resume_from_where_it_began_before_anything_happened()
    {
        await _gateway.GivenAsync();
        await ReadOneAsync();
        var began = await new EventHistory(_gateway.Database).FindEndAsync(Cancel);
        var container = await _gateway.GivenAsync();

        await using var events = await EventReader.ConnectAsync(_gateway.Visitor, began.ToString());
        (await events.NextChangeAsync())["container_id"]!.GetValue<Guid>().ShouldBe(container.CorrelationId);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("1-1")]
    [InlineData("99999999999999-0")]
    [InlineData("-")]
    [InlineData("+")]
    [InlineData("1-1-1")]
    [InlineData("99999999999999999999999999-0")]
    public async Task An_id_that_was_never_there_means_listing_again(string id)
    {
        await ReadOneAsync();
        await using var events = await EventReader.ConnectAsync(_gateway.Visitor, id);

        var resync = await events.NextAsync();
        (resync.EventType, resync.Data).ShouldBe(("resync", """{"reason":"unknown_id"}"""));
        var container = await _gateway.GivenAsync();
        (await events.NextChangeAsync())["container_id"]!.GetValue<Guid>().ShouldBe(container.CorrelationId);
    }

    [Fact]
    public async Task An_id_that_has_been_trimmed_means_listing_again_and_then_resuming()
    {
        var last = await ReadOneAsync();
        for (var i = 0; i < 5; i++)
            await _gateway.GivenAsync();
        await ReadOneAsync();
        await _gateway.Database.ExecuteAsync("XTRIM", [SproutKeys.Feed.Name, "MAXLEN", 2], Cancel);

        string next;
        await using (var events = await EventReader.ConnectAsync(_gateway.Visitor, last))
        {
            (await events.NextAsync()).EventType.ShouldBe("resync");
            next = events.LastEventId;
        }

        var container = await _gateway.GivenAsync();
        await using var resumed = await EventReader.ConnectAsync(_gateway.Visitor, next);
        (await resumed.NextChangeAsync())["container_id"]!.GetValue<Guid>().ShouldBe(container.CorrelationId);
    }

    /// <summary>Lets something happen and returns its id once it has been read: the gateway's tail has passed all that came before.</summary>
    private async Task<string> ReadOneAsync()
    {
        await using var events = await EventReader.ConnectAsync(_gateway.Visitor);
        var container = await _gateway.GivenAsync();
        while ((await events.NextAsync()) is var item && !item.Data.Contains(container.CorrelationId.ToString(), StringComparison.Ordinal))
            item.EventType.ShouldNotBeNull();
        return events.LastEventId;
    }
}
