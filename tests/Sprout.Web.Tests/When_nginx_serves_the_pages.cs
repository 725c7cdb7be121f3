using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Sprout.Testing;
using Sprout.Web.Tests.Support;

namespace Sprout.Web.Tests;

public sealed class When_nginx_serves_the_pages(Stage stage)
{
    private static readonly string[] Told =
    [
        "Cache-Control", "Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "X-Frame-Options", "Cross-Origin-Resource-Policy", "Cross-Origin-Opener-Policy",
    ];

    [Fact(Timeout = 180_000)]
    public async Task A_visitor_comes_to_a_running_container_and_sees_it_live()
    {
        Assert.SkipWhen(Nginx.Missing is not null, Nginx.Missing ?? "");
        await using var nginx = await Nginx.StartAsync(stage.Url, stage.VisitorKey);
        await using var visitor = await stage.VisitorAsync(url: nginx.Url);
        var refused = new List<string>();
        visitor.Context.Console += (_, message) =>
        {
            if (message.Type == "error")
                refused.Add(message.Text);
        };
        var page = await visitor.OpenAsync();
        await Visitor.CreateAsync(page, "proxied");
        await Visitor.CardAsync(page, "proxied", "Running");
        await page.GotoAsync($"/containers/{Guid.Empty}");
        await page.GetByText("There is no such container").WaitForAsync();
        refused.ShouldAllBe(text => text.Contains("404", StringComparison.Ordinal)); // of the container that is not there
        nginx.Errors.ShouldBeEmpty();
    }

    [Fact(Timeout = 180_000)]
    public async Task Browsers_are_told_what_up_tells_them()
    {
        Assert.SkipWhen(Nginx.Missing is not null, Nginx.Missing ?? "");
        await using var nginx = await Nginx.StartAsync(stage.Url, stage.VisitorKey);
        using var here = new HttpClient { BaseAddress = nginx.Url };
        using var there = new HttpClient { BaseAddress = stage.Url };
        foreach (var http in new[] { here, there })
        {
            http.DefaultRequestHeaders.Accept.Add(new("text/html"));
            http.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        }

        foreach (var path in new[] { "", "containers/3f2b8c1e-7a64-4d0b-9a53-0c5d1e2f3a41", "favicon.svg" })
        {
            using var mine = await here.GetAsync(new Uri(path, UriKind.Relative));
            using var theirs = await there.GetAsync(new Uri(path, UriKind.Relative));
            (mine.StatusCode, mine.Content.Headers.ContentType!.MediaType).ShouldBe((theirs.StatusCode, theirs.Content.Headers.ContentType!.MediaType), path);
            mine.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
            foreach (var name in Told)
                Values(mine, name).ShouldBe(Values(theirs, name), $"{path}: {name}");
        }

        var script = Directory.EnumerateFiles(Path.Combine(Chromium.Bundle, "assets"), "*.js").Select(Path.GetFileName).First();
        using var asset = await here.GetAsync(new Uri($"assets/{script}", UriKind.Relative));
        asset.Headers.CacheControl!.ToString().ShouldContain("immutable");
        asset.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
        using var gone = await here.GetAsync(new Uri("assets/index-gone.js", UriKind.Relative));
        gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var secure = new HttpRequestMessage(HttpMethod.Get, "") { Headers = { { "X-Forwarded-Proto", "https" } } };
        using var kept = await here.SendAsync(secure);
        Values(kept, "Strict-Transport-Security").ShouldBe("max-age=31536000");
        Values(asset, "Strict-Transport-Security").ShouldBeEmpty("nobody came by https");
        using var api = await here.GetAsync(new Uri("api/options", UriKind.Relative));
        api.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var wrongKey = new HttpRequestMessage(HttpMethod.Get, "api/options") { Headers = { { "X-API-Key", "not-one" } } };
        using var unknown = await here.SendAsync(wrongKey);
        unknown.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, "whoever brings a key is who that key is");
    }

    // The cluster leads to no gateway while none is ready, as while Redis is away.
    [Fact(Timeout = 180_000)]
    public async Task Without_a_gateway_requests_are_to_be_repeated()
    {
        Assert.SkipWhen(Nginx.Missing is not null, Nginx.Missing ?? "");
        await using var nginx = await Nginx.StartAsync(new($"http://127.0.0.1:{RedisServer.FreePort()}"), stage.VisitorKey);
        using var http = new HttpClient { BaseAddress = nginx.Url };

        using var answer = await http.GetAsync(new Uri("api/options", UriKind.Relative));
        using var asked = await http.PostAsync(new Uri("api/containers", UriKind.Relative), new StringContent("{}"));

        foreach (var one in new[] { answer, asked })
        {
            one.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            one.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(5));
            one.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
            using var problem = JsonDocument.Parse(await one.Content.ReadAsStringAsync());
            problem.RootElement.GetProperty("type").GetString().ShouldBe("/problems/unavailable");
            problem.RootElement.GetProperty("status").GetInt32().ShouldBe(503);
        }
    }

    private static string Values(HttpResponseMessage answer, string name) =>
        string.Join(", ", answer.Headers.TryGetValues(name, out var values) ? values : []);
}
