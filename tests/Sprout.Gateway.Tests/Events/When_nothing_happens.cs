using Sprout.Gateway.Tests.Support;

namespace Sprout.Gateway.Tests.Events;

public sealed class When_nothing_happens(SharedRedis redis) : GatewayTest(redis)
{
    private readonly ManualTime _time = new();

    protected override TimeProvider? Time => _time;

    [Fact]
    public async Task A_comment_says_that_the_stream_is_alive()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/events");
        using var response = await Gateway.Visitor.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(Cancel));
        (await lines.ReadLineAsync(Cancel))!.ShouldStartWith("retry: ");

        _time.Tick();

        string? line;
        do
            line = await lines.ReadLineAsync(Cancel);
        while (line is not null && !line.StartsWith(':'));
        line.ShouldBe(": keep-alive");
    }
}
