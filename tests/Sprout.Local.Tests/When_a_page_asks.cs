using Microsoft.AspNetCore.Http;

namespace Sprout.Local.Tests;

/// <summary>What the proxy of one machine adds to the requests of a page.</summary>
public sealed class When_a_page_asks
{
    [Theory]
    [InlineData("/api/containers", ProxyRun.VisitorKey)]
    [InlineData("/api", ProxyRun.VisitorKey)]
    [InlineData("/API/containers", ProxyRun.VisitorKey)]
    [InlineData("/%61pi/containers", ProxyRun.VisitorKey)]
    [InlineData("/containers", "")]
    [InlineData("/apis/containers", "")]
    [InlineData("/x/../containers", "")]
    public async Task The_key_is_added_under_api_alone(string path, string key) => (await SeenAsync(path)).ShouldBe(key);

    [Theory]
    [InlineData("my-own")]
    [InlineData("")]
    public async Task A_key_that_is_sent_stays(string key) => (await SeenAsync("/api/containers", key)).ShouldBe(key);

    [Fact]
    public async Task The_page_never_sees_it()
    {
        await using var run = await ProxyRun.StartAsync(context => context.Response.WriteAsync("[]"));

        using var response = await run.Client.GetAsync("/api/containers");

        response.ToString().ShouldNotContain(ProxyRun.VisitorKey);
    }

    private static async Task<string> SeenAsync(string path, string? key = null)
    {
        var seen = "nothing";
        await using var run = await ProxyRun.StartAsync(context =>
        {
            seen = context.Request.Headers["X-API-Key"].ToString();
            return Task.CompletedTask;
        });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(run.Client.BaseAddress!.GetLeftPart(UriPartial.Authority) + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (key is not null)
            request.Headers.TryAddWithoutValidation("X-API-Key", key);
        using var response = await run.Client.SendAsync(request);
        return seen;
    }
}
