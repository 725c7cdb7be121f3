using System.Text.Json;
using Microsoft.Playwright;
using Sprout.Web.Tests.Support;

namespace Sprout.Web.Tests;

public sealed class When_something_is_in_the_way(Stage stage)
{
    [InABrowser]
    public async Task Too_many_requests_are_a_countdown_and_the_captcha_is_not_solved_again()
    {
        await using var visitor = await stage.VisitorAsync();
        await visitor.Context.Clock.InstallAsync();
        var page = await visitor.OpenAsync();
        var denials = 0;
        await page.RouteAsync("**/api/containers", route => denials++ == 0
            ? route.FulfillAsync(Problem(429, "https://iana.org/assignments/http-problem-types#quota-exceeded", retryAfter: "110"))
            : route.ContinueAsync());

        await Visitor.CreateAsync(page, "patient");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create in 1:" }).WaitForAsync();
        await Axe.LookAsync(page, "limited");
        (await page.GetByRole(AriaRole.Button, new() { Name = "Dismiss" }).CountAsync()).ShouldBe(0, "it is no error");
        await page.Clock.FastForwardAsync(111_000);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true }).ClickAsync();
        await Visitor.CardAsync(page, "patient", "Running");
        denials.ShouldBe(2);
    }

    [InABrowser]
    public async Task A_deletion_asks_for_a_captcha_where_it_wants_one()
    {
        await using var visitor = await stage.VisitorAsync();
        await visitor.Context.Clock.InstallAsync();
        var page = await visitor.OpenAsync();
        await Visitor.CreateAsync(page, "guarded");
        var card = await Visitor.CardAsync(page, "guarded", "Running");
        await page.RouteAsync("**/api/containers/*", route => route.Request.Method == "DELETE" && route.Request.PostData is null
            ? route.FulfillAsync(Problem(400, "/problems/captcha-required"))
            : route.ContinueAsync());

        await card.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await page.Clock.FastForwardAsync(10_000);
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on without a picture" }).ClickAsync();
        await page.GetByText("Nothing grows").WaitForAsync();
    }

    private static RouteFulfillOptions Problem(int status, string type, string? retryAfter = null) => new()
    {
        Status = status,
        ContentType = "application/problem+json",
        Headers = retryAfter is null ? [] : [KeyValuePair.Create("Retry-After", retryAfter)],
        Body = JsonSerializer.Serialize(new { type, title = "No", status, detail = "Not now." }),
    };

    [InABrowser]
    public async Task What_was_to_be_deleted_when_the_page_was_left_is_or_can_still_be_kept()
    {
        await using var visitor = await stage.VisitorAsync();
        var page = await visitor.OpenAsync();
        await Visitor.CreateAsync(page, "leaving");
        var card = await Visitor.CardAsync(page, "leaving", "Running");
        var (delete, undo) = (card.GetByRole(AriaRole.Button, new() { Name = "Delete" }), card.GetByRole(AriaRole.Button, new() { Name = "Undo" }));
        // A browser sends what outlives a page past everything that could stop it; so the page finds what it leaves behind when it was stopped.
        await card.GetByRole(AriaRole.Link, new() { Name = "leaving", Exact = true }).EvaluateAsync("link => sessionStorage.setItem('sprout.left', JSON.stringify([link.pathname.split('/').pop()]))");
        await page.ReloadAsync();
        await undo.ClickAsync();

        await delete.ClickAsync();
        await undo.WaitForAsync();
        await page.ReloadAsync();
        // Whichever the page was in time to see.
        await page.GetByText("Nothing grows").Or(Visitor.Card(page, "leaving").Filter(new() { HasText = "Gone" })).WaitForAsync();
    }
}
