using Microsoft.Playwright;
using Sprout.Web.Tests.Support;

namespace Sprout.Web.Tests;

public sealed class When_the_screen_is_narrow(Stage stage)
{
    private const int Width = 375; // px

    [InABrowser]
    public async Task A_finger_leads_from_nothing_to_a_container_its_page_and_its_end()
    {
        await using var visitor = await stage.VisitorAsync(new() { ViewportSize = new() { Width = Width, Height = 812 }, HasTouch = true, IsMobile = true });
        var page = await visitor.OpenAsync();
        await FitsAsync(page);

        await page.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true }).TapAsync();
        var hand = new Hand(page, new Random(2));
        await Captcha.SolveAsync(page, async (offset, zoom) =>
        {
            await FitsAsync(page);
            await hand.DragAsync(offset, zoom, byTouch: true);
        });

        var card = await Visitor.CardAsync(page, null, "Running");
        await FitsAsync(page);
        var opened = await visitor.Context.RunAndWaitForPageAsync(() => card.GetByRole(AriaRole.Link, new() { Name = "Open" }).TapAsync());
        (await opened.Locator("body").InnerTextAsync()).ShouldContain("nginx:latest");
        await page.BringToFrontAsync();

        await card.GetByRole(AriaRole.Link).First.TapAsync();
        await page.GetByRole(AriaRole.Log).WaitForAsync();
        await FitsAsync(page);
        await page.Clock.InstallAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete" }).TapAsync();
        await FitsAsync(page);
        await page.Clock.FastForwardAsync(10_000);
        await page.GetByText("Deleted", new() { Exact = true }).WaitForAsync();
    }

    [InABrowser]
    public async Task Menus_do_not_begin_beside_it()
    {
        await using var visitor = await stage.VisitorAsync(new() { ViewportSize = new() { Width = Width, Height = 812 } });
        var page = await visitor.OpenAsync();
        await Visitor.CreateAsync(page, "small");
        var card = await Visitor.CardAsync(page, "small", "Running");
        foreach (var width in (int[])[Width, 320])
        {
            await page.SetViewportSizeAsync(width, 812);
            await IsOnScreenAsync(card.GetByRole(AriaRole.Button, new() { Name = "more time" }), page.GetByText("7 d from now"), width);
            await IsOnScreenAsync(page.GetByRole(AriaRole.Button, new() { Name = "Limits" }), page.GetByText("Containers", new() { Exact = true }), width);
        }

        await page.GotoAsync((await card.GetByRole(AriaRole.Link).First.GetAttributeAsync("href"))!);
        await IsOnScreenAsync(page.GetByRole(AriaRole.Button, new() { Name = "more time" }), page.GetByText("7 d from now"), 320);
    }

    private static async Task IsOnScreenAsync(ILocator button, ILocator inside, int width)
    {
        await button.ClickAsync();
        var box = await inside.Locator("xpath=ancestor::div[contains(@class, 'shadow-high')]").BoundingBoxAsync();
        box!.X.ShouldBeGreaterThanOrEqualTo(0);
        (box.X + box.Width).ShouldBeLessThanOrEqualTo(width);
        await button.ClickAsync();
    }

    // Nothing is wider than the screen, so nobody scrolls sideways.
    private static async Task FitsAsync(IPage page) =>
        (await page.EvaluateAsync<int>("() => Math.max(document.documentElement.scrollWidth, document.querySelector('dialog[open]')?.scrollWidth ?? 0)")).ShouldBeLessThanOrEqualTo(Width);
}
