using System.Net;
using System.Text.Json;

namespace Sprout.EndToEnd.Tests;

public sealed class When_a_page_asks : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Under_api_it_needs_no_key_and_is_known_again_by_its_cookie(bool apart)
    {
        await using var sprout = await SproutProcess.UpAsync(_folder.Path, apart ? ["--separate", "--gateways", "2", "--lifecycles", "1", "--provisioners", "1"] : []);
        var cookies = new CookieContainer();
        using var page = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies }) { BaseAddress = sprout.Url };

        using var first = await page.GetAsync(new Uri("api/containers", UriKind.Relative));
        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        var visitor = cookies.GetAllCookies().Single();
        visitor.HttpOnly.ShouldBeTrue();
        using var second = await page.GetAsync(new Uri("api/containers", UriKind.Relative));
        second.Headers.Contains("Set-Cookie").ShouldBeFalse("whichever gateway answers knows the visitor");
        using var bare = await page.GetAsync(new Uri("containers", UriKind.Relative));
        bare.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        using var keys = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(_folder.Path, "keys.json")));
        var key = keys.RootElement.GetProperty("Visitor").GetString()!;
        foreach (var response in new[] { first, second, bare })
            (response + await response.Content.ReadAsStringAsync()).ShouldNotContain(key);
    }

    public void Dispose() => _folder.Dispose();
}
