using System.Net;
using System.Text;
using Sprout.Kubernetes.Models;
using Sprout.Kubernetes.Tests.Support;
using Sprout.Testing;

namespace Sprout.Kubernetes.Tests.Http;

public sealed class When_changes_of_a_watch_gather
{
    private static readonly TimeSpan GatherTime = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    // A pod's changes until it is ready are about as many.
    private const int Few = 4;

    private static readonly string[] Names = ["one", "two", "three", "four", "five", "six", "seven", "eight"];

    private readonly ClockWithTimers _clock = new();

    [Fact]
    public async Task The_first_few_come_at_once_and_then_those_of_the_gather_time_together()
    {
        await using var events = Watch(Each(Names)).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        foreach (var name in Names.Take(Few))
            (await NextAsync(events)).ShouldBe(name);

        var next = events.MoveNextAsync().AsTask();
        await Eventually.HoldsAsync("it waits", () => _clock.Waiting > 0);
        next.IsCompleted.ShouldBeFalse();
        _clock.Advance(GatherTime);

        (await next.WaitAsync(Patience)).ShouldBeTrue();
        events.Current.Object.Metadata.Name.ShouldBe(Names[Few]);
    }

    [Fact]
    public async Task After_a_pause_the_first_few_are_read_at_once_again()
    {
        await using var events = Watch(Each(Names)).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        foreach (var name in Names.Take(Few))
            (await NextAsync(events)).ShouldBe(name);

        _clock.Advance(GatherTime * Few);

        foreach (var name in Names.Skip(Few))
            (await NextAsync(events)).ShouldBe(name);
    }

    // A chunk is one change, and one read takes no more than a chunk: a server that has much to say would be heard ever later.
    [Fact]
    public async Task Over_HTTP_1_each_is_read_as_it_comes()
    {
        await using var events = Watch(Each(Names), HttpVersion.Version11).GetAsyncEnumerator(TestContext.Current.CancellationToken);

        foreach (var name in Names)
            (await NextAsync(events)).ShouldBe(name);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1001)]
    public void A_time_that_cannot_be_meant_is_refused(int milliseconds) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new WatchOptions { ResourceVersion = "1", GatherTime = TimeSpan.FromMilliseconds(milliseconds) }).Message.ShouldContain("GatherTime");

    // Who waited behind each 16 KiB would fall behind a server that has much to say.
    [Fact]
    public async Task What_ends_within_a_change_goes_on_at_once()
    {
        var cut = Line("one").Length + 5;
        await using var events = Watch(new ChoppedStream(Bytes("one", "two"), position => position < cut ? cut - position : int.MaxValue)).GetAsyncEnumerator(TestContext.Current.CancellationToken);

        (await NextAsync(events)).ShouldBe("one");
        (await NextAsync(events)).ShouldBe("two");
    }

    [Fact]
    public async Task What_has_come_together_is_told_together()
    {
        await using var events = Watch(new ChoppedStream(Bytes("one", "two", "three"), _ => int.MaxValue)).GetAsyncEnumerator(TestContext.Current.CancellationToken);

        foreach (var name in new[] { "one", "two", "three" })
            (await NextAsync(events)).ShouldBe(name);
    }

    [Fact]
    public async Task Leaving_it_does_not_wait()
    {
        using var leaving = new CancellationTokenSource();
        await using var events = Watch(Each(Names), cancellationToken: leaving.Token).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        foreach (var _ in Names.Take(Few))
            await NextAsync(events);
        var second = events.MoveNextAsync().AsTask();
        await Eventually.HoldsAsync("it waits", () => _clock.Waiting > 0);

        await leaving.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => second.WaitAsync(Patience));
    }

    private static async Task<string?> NextAsync(IAsyncEnumerator<WatchEvent<V1Pod>> events)
    {
        (await events.MoveNextAsync().AsTask().WaitAsync(Patience)).ShouldBeTrue();
        return events.Current.Object.Metadata.Name;
    }

    private static string Line(string name) => $$"""{"type":"ADDED","object":{"metadata":{"name":"{{name}}"} } }""" + "\n";

    private static byte[] Bytes(params string[] names) => Encoding.UTF8.GetBytes(string.Concat(names.Select(Line)));

    // A read gets one change.
    private static ChoppedStream Each(params string[] names) => new(Bytes(names), position =>
    {
        var end = 0;
        foreach (var name in names)
        {
            end += Line(name).Length;
            if (position < end)
                return end - position;
        }

        return int.MaxValue;
    });

    private IAsyncEnumerable<WatchEvent<V1Pod>> Watch(Stream body, Version? version = null, CancellationToken cancellationToken = default) =>
        StubServer.Streaming(body, version ?? HttpVersion.Version20).Client(_clock)
            .WatchAsync<V1Pod>("n", new WatchOptions { ResourceVersion = "1", GatherTime = GatherTime }, cancellationToken);
}
