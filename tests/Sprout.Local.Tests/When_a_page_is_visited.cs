using System.Net;
using Microsoft.AspNetCore.Http;
using Sprout.Local.Web;

namespace Sprout.Local.Tests;

/// <summary>The web UI before the gateway: people get pages, programs get the API.</summary>
public sealed class When_a_page_is_visited : IDisposable
{
    private const string Page = "<!doctype html><title>Sprout</title>";
    private const string Person = "text/html,application/xhtml+xml,*/*;q=0.8";

    private readonly TemporaryFolder _folder = new();

    public When_a_page_is_visited()
    {
        Write("index.html", Page);
        Write("assets/app-3f2b.js", "plain");
        Write("assets/app-3f2b.js.br", "brotli");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("/")]
    [InlineData("/containers")]
    [InlineData("/containers/3f2b8c1e-7a64-4d0b-9a53-0c5d1e2f3a4b")]
    [InlineData("/nothing/of/ours")]
    public async Task A_person_gets_the_page_wherever_they_are(string path)
    {
        using var response = await AskAsync(path, ("Accept", Person));

        (await response.Content.ReadAsStringAsync()).ShouldBe(Page);
        response.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem().ShouldContain("script-src 'self';");
        response.Headers.CacheControl!.NoCache.ShouldBeTrue();
    }

    [Theory]
    [InlineData("/containers", "*/*", null)]
    [InlineData("/containers", Person, "a-key")]
    [InlineData("/api/containers", Person, null)]
    [InlineData("/api", Person, null)]
    [InlineData("/docs", Person, null)]
    [InlineData("/readyz", Person, null)]
    [InlineData("/assets/old-1a2b.js", "*/*", null)]
    public async Task What_is_not_for_people_goes_to_the_gateway(string path, string accept, string? key)
    {
        using var response = await AskAsync(path, ("Accept", accept), ("X-API-Key", key));

        (await response.Content.ReadAsStringAsync()).ShouldBe("gateway");
    }

    [Fact]
    public async Task A_file_whose_name_tells_its_content_is_kept_for_a_year()
    {
        using var response = await AskAsync("/assets/app-3f2b.js");

        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/javascript");
        response.Headers.CacheControl!.MaxAge.ShouldBe(TimeSpan.FromDays(365));
    }

    [Theory]
    [InlineData("gzip, br", "brotli", "br")]
    [InlineData("br;q=0, gzip", "plain", null)]
    [InlineData(null, "plain", null)]
    public async Task It_is_compressed_as_the_browser_likes(string? accepted, string content, string? encoding)
    {
        using var response = await AskAsync("/assets/app-3f2b.js", ("Accept-Encoding", accepted));

        (await response.Content.ReadAsStringAsync()).ShouldBe(content);
        response.Content.Headers.ContentEncoding.SingleOrDefault().ShouldBe(encoding);
    }

    [Fact]
    public async Task What_a_browser_has_is_not_sent_again()
    {
        using var first = await AskAsync("/");
        using var second = await AskAsync("/", ("If-None-Match", first.Headers.ETag!.ToString()));

        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task Without_a_build_a_plain_page_says_what_is_missing()
    {
        await using var run = await ProxyRun.StartAsync(WebFiles.Read(folder: null));

        (await run.Client.GetStringAsync("/")).ShouldContain("npm");
    }

    private async Task<HttpResponseMessage> AskAsync(string path, params (string Name, string? Value)[] headers)
    {
        await using var run = await ProxyRun.StartAsync(WebFiles.Read(_folder.Path), context => context.Response.WriteAsync("gateway"));
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers.Where(header => header.Value is not null))
            request.Headers.TryAddWithoutValidation(name, value);
        return await run.Client.SendAsync(request);
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
