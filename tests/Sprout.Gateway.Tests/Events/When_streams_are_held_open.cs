using System.Net;
using Sprout.Gateway.Tests.Support;
using Sprout.Testing;

namespace Sprout.Gateway.Tests.Events;

public sealed class When_streams_are_held_open(SharedRedis redis) : GatewayTest(redis)
{
    protected override (string Key, string? Value)[] Settings => [("Gateway:EventStreamsPerVisitor", "2")];

    [Fact]
    public async Task A_visitor_may_hold_so_many_and_another_once_one_is_closed()
    {
        var first = await EventReader.ConnectAsync(Gateway.Visitor);
        await using var second = await EventReader.ConnectAsync(Gateway.Visitor);
        using (var third = await Gateway.Visitor.GetAsync("/events", HttpCompletionOption.ResponseHeadersRead, Cancel))
            await third.ProblemAsync(429, "too-many-event-streams");

        await first.DisposeAsync();

        await Eventually.HoldsAsync("the place to be free", async () =>
        {
            using var again = await Gateway.Visitor.GetAsync("/events", HttpCompletionOption.ResponseHeadersRead, Cancel);
            return again.StatusCode == HttpStatusCode.OK;
        });
    }

    [Fact]
    public async Task Others_and_programs_are_not_held_up()
    {
        await using var first = await EventReader.ConnectAsync(Gateway.Visitor);
        await using var second = await EventReader.ConnectAsync(Gateway.Visitor);

        await using var other = await EventReader.ConnectAsync(Gateway.Other);
        for (var i = 0; i < 3; i++)
            await using (await EventReader.ConnectAsync(Gateway.Service))
                other.Response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
