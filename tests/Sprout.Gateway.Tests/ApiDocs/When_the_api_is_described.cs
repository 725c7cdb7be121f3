using Sprout.Gateway.Tests.Support;

namespace Sprout.Gateway.Tests.ApiDocs;

public sealed class When_the_api_is_described(SharedRedis redis) : GatewayTest(redis)
{
    [Fact]
    public async Task The_document_is_the_golden_one()
    {
        var document = (await Gateway.Anonymous.GetStringAsync("/openapi/v1.json", Cancel)).ReplaceLineEndings("\n").TrimEnd() + "\n";
        var golden = Golden.Path("openapi.json");
        if (Golden.IsUpdate)
            await File.WriteAllTextAsync(golden, document, Cancel);

        document.ShouldBe(await File.ReadAllTextAsync(golden, Cancel), "The API has changed. If it is meant to: SPROUT_UPDATE_GOLDENS=1 dotnet test, and read the difference.");
    }

    [Fact]
    public async Task Every_operation_has_a_name_a_summary_a_tag_and_its_problems()
    {
        var document = (await Gateway.Anonymous.ReadAsync("/openapi/v1.json"))!;
        document["openapi"]!.GetValue<string>().ShouldStartWith("3.1");
        foreach (var (path, item) in document["paths"]!.AsObject())
            foreach (var (method, operation) in item!.AsObject())
            {
                var what = $"{method} {path}";
                foreach (var member in new[] { "operationId", "summary", "tags", "responses" })
                    operation![member].ShouldNotBeNull($"{what} has no {member}");
                var isOpen = operation!["tags"]![0]!.GetValue<string>() == "health";
                (operation["security"] is null).ShouldBe(isOpen, what);
                if (!isOpen)
                    operation["responses"]!["401"]!["content"]!["application/problem+json"].ShouldNotBeNull(what);
            }
    }

    [Fact]
    public async Task The_page_loads_nothing_from_elsewhere()
    {
        var page = await Gateway.Anonymous.GetStringAsync("/docs", Cancel);

        page.ShouldNotContain("http://");
        page.ShouldNotContain("https://");
        page.ShouldNotContain("\"//");
    }

    [Theory]
    [InlineData("swagger-ui.css", "text/css")]
    [InlineData("swagger-ui-bundle.js", "text/javascript")]
    [InlineData("initializer.js", "text/javascript")]
    public async Task The_pages_parts_come_from_here(string file, string type)
    {
        Assert.SkipUnless(File.Exists(Path.Combine(AppContext.BaseDirectory, "docs-page", "swagger-ui.css")), "npm ci --prefix services/Gateway/docs-page was not run.");
        using var response = await Gateway.Anonymous.GetAsync("/api/docs/" + file, Cancel);

        response.EnsureSuccessStatusCode().Content.Headers.ContentType!.MediaType.ShouldBe(type);
    }
}
