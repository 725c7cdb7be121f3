using System.Text.Json;
using MassTransit;
using Sprout.MassTransit.RedisStreams.Tests.Transport.Support;
using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Tests.Transport;

/// <summary>Somebody else wrote into the queue.</summary>
public sealed class When_an_entry_is_garbage : TransportTest
{
    private readonly Inbox _inbox = new();

    public static TheoryData<string, string[]> Garbage => new()
    {
        { "no field that we know", ["x", "1"] },
        { "no body", ["h", "{}"] },
        { "an empty body", ["b", ""] },
        { "a body that is no JSON", ["b", "\u0001\u0002 not json"] },
        { "JSON of another kind", ["b", "[1,2,3]"] },
        { "an envelope of nothing", ["b", "{}"] },
        { "an envelope without a message", ["b", """{"messageType":["urn:message:Sprout.MassTransit.RedisStreams.Tests.Transport.Support:Parcel"]}"""] },
        { "an unknown content type", ["b", "{}", "t", "application/x-nobody-knows"] },
        { "a content type that is none", ["b", "{}", "t", ";;;"] },
        { "an empty content type", ["b", "{}", "t", ""] },
        { "headers that are no JSON", ["b", "not json", "h", "{"] },
        { "headers that are a list", ["b", "not json", "h", "[1]"] },
        { "headers that nest", ["b", "not json", "h", """{"a":{"b":[1,null]},"":1}"""] },
        { "huge headers", ["b", "not json", "h", $$"""{"a":"{{new string('x', 4_000_000)}}"}"""] },
        { "a field twice", ["b", "not json", "b", "again"] },
        { "times that are none", ["b", "not json", "ttl", "soon", "d", "many"] },
        { "numbers beyond all bounds", ["b", "not json", "ttl", "9223372036854775807", "d", "9223372036854775807"] },
        { "a number of deliveries beyond the limit", ["b", "not json", "d", "1000"] },
    };

    [Theory]
    [MemberData(nameof(Garbage))]
    public async Task It_goes_to_the_error_queue_with_a_reason_and_holds_up_nothing(string what, string[] fields)
    {
        await StartConsumerAsync("parcels", _inbox, endpoint => (endpoint.PrefetchCount, endpoint.ClaimIdleTime, endpoint.MaxDeliveryCount) = (1, TimeSpan.FromSeconds(1), 3));
        var publisher = await StartPublisherAsync();
        await DoAsync("XADD", [Queue("parcels"), "*", .. fields.Select(field => (RedisValue)field)]);
        await publisher.PublishAsync(1);

        await _inbox.UntilHandledAsync(1);
        await UntilEmptyAsync("parcels");

        var error = (await Admin.GetDatabase().StreamRangeAsync(Queue("parcels_error"))).Concat(await Admin.GetDatabase().StreamRangeAsync(Queue("parcels_skipped"))).ShouldHaveSingleItem(what);
        using var headers = JsonDocument.Parse(error.Values.Single(field => field.Name == "h").Value.Memory);
        headers.RootElement.GetProperty(MessageHeaders.Reason).GetString().ShouldNotBeNullOrEmpty();
    }

    // What is wrong with the headers alone does not make the message a bad one.
    [Theory]
    [InlineData("{")]
    [InlineData("[1]")]
    [InlineData("")]
    public async Task A_good_body_with_bad_headers_is_handled(string headers)
    {
        var publisher = await StartPublisherAsync();
        await publisher.SendAsync("parcels", 7);
        var body = (await Admin.GetDatabase().StreamRangeAsync(Queue("parcels")))[0].Values.Single(field => field.Name == "b").Value;
        await DoAsync("DEL", Queue("parcels"));

        await DoAsync("XADD", Queue("parcels"), "*", "b", body, "h", headers, "unknown", "field");
        await StartConsumerAsync("parcels", _inbox);

        await _inbox.UntilHandledAsync(7);
        await UntilEmptyAsync("parcels");
    }

    [Fact]
    public async Task A_thousand_of_them_are_worked_off()
    {
        await StartConsumerAsync("parcels", _inbox);
        var publisher = await StartPublisherAsync();
        for (var i = 0; i < 1000; i++)
            await DoAsync("XADD", Queue("parcels"), "*", "b", "not json");
        await publisher.PublishAsync(1);

        await _inbox.UntilHandledAsync(1);
        await UntilEmptyAsync("parcels");
        (await NumberAsync("XLEN", Queue("parcels_error"))).ShouldBe(1000);
    }
}
