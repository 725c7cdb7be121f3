using Microsoft.Playwright;
using Sprout.Web.Tests.Support;

namespace Sprout.Web.Tests;

public sealed class When_a_visitor_comes_for_the_first_time(Stage stage)
{
    [InABrowser]
    public async Task A_mouse_leads_from_nothing_to_a_container_its_page_and_its_end()
    {
        await using var visitor = await stage.VisitorAsync();
        var page = await visitor.OpenAsync();
        await page.GetByText("Nothing grows").WaitForAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true }).ClickAsync();
        var hand = new Hand(page, new Random(1));
        await Captcha.SolveAsync(page, (offset, zoom) => hand.DragAsync(offset, zoom, byTouch: false));

        var card = await Visitor.CardAsync(page, null, "Running");
        await page.Clock.InstallAsync();
        var opened = await visitor.Context.RunAndWaitForPageAsync(() => card.GetByRole(AriaRole.Link, new() { Name = "Open" }).ClickAsync());
        (await opened.Locator("body").InnerTextAsync()).ShouldContain("nginx:latest");

        await card.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await card.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await card.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await page.Clock.FastForwardAsync(10_000);
        await page.GetByText("Nothing grows").WaitForAsync();
        (await opened.ReloadAsync())!.Status.ShouldBe(404);
    }
}
