using System.IO.Pipelines;
using System.Text;
using Sprout.Gateway.Features.Events;
using Sprout.Gateway.Tests.Support;

namespace Sprout.Gateway.Tests.Events;

public sealed class When_a_client_is_too_slow(SharedRedis redis) : GatewayTest(redis)
{
    private readonly EventHub _hub = new(new() { EventBuffer = 4 });

    [Fact]
    public void Others_get_everything()
    {
        using var slow = _hub.Subscribe("a");
        using var quick = _hub.Subscribe("a");
        List<EventFrame> read = [];
        for (ulong i = 1; i <= 100; i++)
        {
            _hub.Publish(new(i, 0), Frame(i));
            while (quick.Frames.TryRead(out var frame))
                read.Add(frame);
        }

        read.Select(frame => frame.Position!.Value.Milliseconds).ShouldBe(Enumerable.Range(1, 100).Select(i => (ulong)i));
        (slow.IsTooSlow, quick.IsTooSlow).ShouldBe((true, false));
        _hub.Count.ShouldBe(1);
    }

    [Fact]
    public async Task It_gets_what_was_kept_for_it_and_is_sent_away_to_list_again()
    {
        using var slow = _hub.Subscribe("a");
        for (ulong i = 1; i <= 100; i++)
            _hub.Publish(new(i, 0), Frame(i));
        var output = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        await new EventStream(slow, new EventHistory(Gateway.Database), output.Writer).WriteAsync(lastEventId: null, Cancel);
        await output.Writer.CompleteAsync();

        var text = await new StreamReader(output.Reader.AsStream()).ReadToEndAsync(Cancel);
        text.ShouldEndWith("id: 4-0\n\nevent: resync\ndata: {\"reason\":\"too_slow\"}\n\n");
    }

    [Fact]
    public void A_sign_of_life_does_not_count_against_it()
    {
        using var subscription = _hub.Subscribe("a");
        for (var i = 0; i < 100; i++)
            _hub.KeepAlive();

        subscription.IsTooSlow.ShouldBeFalse();
    }

    private static EventFrame Frame(ulong number) => new(new StreamPosition(number, 0), "a", Encoding.UTF8.GetBytes($"id: {number}-0\n\n"));
}
