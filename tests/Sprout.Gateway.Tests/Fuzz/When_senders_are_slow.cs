using Sprout.Gateway.Tests.Support;

namespace Sprout.Gateway.Tests.Fuzz;

/// <summary>Whoever sends a little and then nothing holds a connection, and no longer than the bounds say. Here they are short.</summary>
public sealed class When_senders_are_slow(SharedRedis redis) : FuzzTest(redis)
{
    protected override (string Key, string? Value)[] Settings =>
    [
        ("Gateway:Bounds:HeadersTimeout", "00:00:01"), ("Gateway:Bounds:BodyGrace", "00:00:01.100"), ("Gateway:Bounds:LeastBodyBytesPerSecond", "1000"), ("Gateway:Bounds:IdleTimeout", "00:00:01"),
    ];

    [Fact]
    public async Task Nobody_is_waited_for_without_end()
    {
        var unfinished = Routes.Select(route => RawSocket.SendAsync(Gateway.Address, RawRequest.Utf8($"{route.Method} {route.Path(Id)} HTTP/1.1\r\nHost: fuzz\r\nX-API-Key: {Key}\r\nX-Slow"))).ToList();
        var silent = RawSocket.SendAsync(Gateway.Address, Array.Empty<byte>());
        var dripping = Routes.Where(route => route.Members is not null)
            .SelectMany(route => (RawRequest[])[Request(route, "{") with { Length = "1000" }, Request(route, "3e8\r\n{") with { Length = "", Headers = "Transfer-Encoding: chunked\r\n" }])
            .Select(request => RawSocket.SendAsync(Gateway.Address, request.Bytes())).ToList();

        foreach (var answer in await Task.WhenAll(unfinished))
            answer.Status.ShouldBe(408, answer.Head);
        (await silent).Status.ShouldBe(0);
        foreach (var answer in await Task.WhenAll(dripping))
        {
            ShouldBeRefused(answer, "a body that does not come");
            answer.Status.ShouldBe(408, answer.Head);
        }

        await ShouldHaveDoneNothingAsync();
    }
}
