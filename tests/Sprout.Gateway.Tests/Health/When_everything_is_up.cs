using System.Text.Json.Nodes;
using Sprout.Gateway.Tests.Support;

namespace Sprout.Gateway.Tests.Health;

public sealed class When_everything_is_up(SharedRedis redis) : GatewayTest(redis)
{
    [Theory]
    [InlineData("/livez")]
    [InlineData("/readyz")]
    [InlineData("/healthz")]
    [InlineData("/api/readyz")]
    public async Task The_answer_is_ok(string path) => (await Gateway.Anonymous.GetStringAsync(path, Cancel)).ShouldBe("ok");

    [Fact]
    public async Task Verbose_lists_every_check()
    {
        var lines = (await Gateway.Anonymous.GetStringAsync("/readyz?verbose", Cancel)).Split('\n');

        lines.ShouldContain("[+]redis ok");
        lines.ShouldContain("[+]masstransit-bus ok");
    }

    [Fact]
    public async Task Programs_get_the_list_as_json()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/readyz?verbose") { Headers = { { "Accept", "application/json" } } };
        using var response = await Gateway.Anonymous.SendAsync(request, Cancel);

        var checks = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!.AsArray();
        checks.ShouldContain(check => check!["name"]!.GetValue<string>() == "redis" && check["ok"]!.GetValue<bool>());
    }
}
