using Microsoft.Playwright;
using Sprout.Web.Tests.Support;

namespace Sprout.Web.Tests;

public sealed class When_nobody_can_drag(Stage stage)
{
    [InABrowser]
    public async Task A_click_where_the_badge_belongs_is_enough()
    {
        await using var visitor = await stage.VisitorAsync();
        var page = await visitor.OpenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true }).ClickAsync();
        await Captcha.SolveAsync(page, (offset, zoom) => ClickAsync(page, offset, zoom));
        await Visitor.CardAsync(page, null, "Running");
    }

    [InABrowser]
    public async Task The_browser_can_work_instead_and_nobody_sees_a_picture()
    {
        await using var visitor = await stage.VisitorAsync();
        var page = await visitor.OpenAsync();
        await Visitor.CreateAsync(page, "worked");
        await Visitor.CardAsync(page, "worked", "Running");
    }

    private static async Task ClickAsync(IPage page, int offset, double zoom)
    {
        var box = await page.GetByAltText("A picture with many figures").BoundingBoxAsync();
        var piece = await page.GetByAltText("The badge that shows one of the figures").BoundingBoxAsync();
        var check = page.GetByRole(AriaRole.Button, new() { Name = "Check", Exact = true });
        await Assertions.Expect(check).ToBeDisabledAsync();
        await page.Mouse.ClickAsync((float)(box!.X + (offset * zoom) + (piece!.Width / 2)), box.Y + (box.Height / 2));
        // One step of the buttons to either side is two pixels, and back.
        await page.GetByRole(AriaRole.Button, new() { Name = "To the right" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "To the left" }).ClickAsync();
        await check.ClickAsync();
    }
}
