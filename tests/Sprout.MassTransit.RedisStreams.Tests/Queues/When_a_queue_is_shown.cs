using Sprout.MassTransit.RedisStreams.Queues;
using Sprout.MassTransit.RedisStreams.Tests.Queues.Support;
using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Tests.Queues;

public sealed class When_a_queue_is_shown : IAsyncLifetime
{
    private QueueRedis _redis = null!;

    public async ValueTask InitializeAsync() => _redis = await QueueRedis.StartAsync();

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    [Fact]
    public async Task A_dead_letter_says_what_it_is_and_why_it_is_here()
    {
        var id = await _redis.AddAsync("orders_error", new NameValueEntry("h", QueueRedis.FaultHeaders), new NameValueEntry("ttl", 5000), new NameValueEntry("d", 2));

        var entry = (await _redis.Queues.ShowAsync("orders_error", 10)).ShouldHaveSingleItem();

        (entry.Id, entry.MessageId, entry.ContentType).ShouldBe((id, "0195c3a8-0000-0000-0000-000000000001", "application/vnd.masstransit+json"));
        (entry.TimeToLive, entry.EarlierDeliveries).ShouldBe((TimeSpan.FromSeconds(5), 2));
        entry.MessageTypes.ShouldBe(["Shop:OrderPaid", "Shop:IOrderEvent"]);
        entry.Fault.ShouldBe(new("fault", "System.TimeoutException", "too\nlate", "redis://h:6379/orders"));
        entry.Headers["tenant"].ShouldBe("a");
        ((RedisValue)entry.Body).ToString().ShouldBe(QueueRedis.Envelope);
    }

    [Fact]
    public async Task A_bare_body_says_in_its_headers_what_it_is()
    {
        await _redis.DoAsync(
            "XADD", QueueRedis.Key("orders"), "*", "b", "<order/>", "t", "application/xml", "h", """{"MessageId":"7","MT-MessageType":"urn:message:Shop:A;urn:message:Shop:B"}""");

        var entry = (await _redis.Queues.ShowAsync("orders", 10)).ShouldHaveSingleItem();

        (entry.MessageId, entry.ContentType, entry.Fault).ShouldBe(("7", "application/xml", null));
        entry.MessageTypes.ShouldBe(["Shop:A", "Shop:B"]);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("[1]", "[]")]
    [InlineData("no json", "{")]
    [InlineData("{\"messageId\":7,\"messageType\":{}}", "{\"a\":{\"b\":[null]}}")]
    public async Task What_cannot_be_understood_is_shown_all_the_same(string body, string headers)
    {
        await _redis.DoAsync("XADD", QueueRedis.Key("orders"), "*", "b", body, "h", headers, "ttl", "soon", "d", "");

        var entry = (await _redis.Queues.ShowAsync("orders", 10)).ShouldHaveSingleItem();

        (entry.MessageTypes.Count, entry.Fault, entry.TimeToLive, entry.EarlierDeliveries).ShouldBe((0, null, null, 0));
    }

    [Fact]
    public async Task The_oldest_come_first_and_only_so_many()
    {
        var ids = await _redis.AddManyAsync("orders", 5);

        (await _redis.Queues.ShowAsync("orders", 2)).Select(entry => entry.Id).ShouldBe(ids[..2]);
    }

    [Fact]
    public async Task One_is_found_by_its_whole_id()
    {
        var id = await _redis.AddAsync("orders");

        (await _redis.Queues.FindAsync("orders", id)).ShouldNotBeNull().Id.ShouldBe(id);
        (await _redis.Queues.FindAsync("orders", "1-0")).ShouldBeNull();
        await Should.ThrowAsync<ArgumentException>(() => _redis.Queues.FindAsync("orders", id.Split('-')[0]));
    }

    [Fact]
    public async Task A_name_that_is_none_is_answered_with_those_like_it()
    {
        foreach (var queue in (string[])["order-paid", "order-paid_error", "shipping"])
            await _redis.DeclareAsync(queue);

        (await Should.ThrowAsync<UnknownQueueException>(() => _redis.Queues.ShowAsync("Orders-paid", 1))).Near.ShouldBe(["order-paid"]);
        (await Should.ThrowAsync<UnknownQueueException>(() => _redis.Queues.ShowAsync("paid", 1))).Near.ShouldBe(["order-paid", "order-paid_error"]);
        (await Should.ThrowAsync<UnknownQueueException>(() => _redis.Queues.ShowAsync("xyz", 1))).Near.ShouldBeEmpty();
    }
}
