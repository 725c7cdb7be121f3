using Microsoft.Playwright;
using Sprout.Web.Tests.Support;

namespace Sprout.Web.Tests;

public sealed class When_there_is_only_a_keyboard(Stage stage)
{
    private const int MostTabs = 60;

    [InABrowser]
    public async Task It_leads_from_nothing_to_a_container_its_page_and_its_end()
    {
        await using var visitor = await stage.VisitorAsync();
        var page = await visitor.OpenAsync();

        await page.Keyboard.PressAsync("n");
        await HasFocusAsync(page.GetByLabel("Image", new() { Exact = true }));
        await page.Keyboard.PressAsync("Enter");
        await Captcha.SolveAsync(page, (offset, _) => SlideAsync(page, offset));

        var card = await Visitor.CardAsync(page, null, "Running");
        await TabToAsync(page, card.GetByRole(AriaRole.Link, new() { Name = "Open" }));
        var opened = await visitor.Context.RunAndWaitForPageAsync(() => page.Keyboard.PressAsync("Enter"));
        (await opened.Locator("body").InnerTextAsync()).ShouldContain("nginx:latest");
        await page.BringToFrontAsync();

        await page.Clock.InstallAsync();
        var delete = card.GetByRole(AriaRole.Button, new() { Name = "Delete" });
        await TabToAsync(page, delete);
        await page.Keyboard.PressAsync("Enter");
        await HasFocusAsync(card.GetByRole(AriaRole.Button, new() { Name = "Undo" }));
        await page.Keyboard.PressAsync("Enter");
        await HasFocusAsync(delete);
        await page.Keyboard.PressAsync("Enter");
        await page.Clock.FastForwardAsync(10_000);
        await page.GetByText("Nothing grows").WaitForAsync();
    }

    [InABrowser]
    public async Task The_palette_and_the_shortcuts_reach_everything()
    {
        await using var visitor = await stage.VisitorAsync();
        var page = await visitor.OpenAsync();
        await Visitor.CreateAsync(page, "reached");
        await Visitor.CardAsync(page, "reached", "Running");

        await page.Keyboard.PressAsync("Escape");
        await page.EvaluateAsync("() => document.activeElement.blur()");
        await page.Keyboard.PressAsync("?");
        await page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard shortcuts" }).WaitForAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("/");
        await HasFocusAsync(page.GetByRole(AriaRole.Searchbox, new() { Name = "Search by name or image" }));

        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("details reached");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Heading, new() { Name = "reached", Level = 1 }).WaitForAsync();
        await page.GetByRole(AriaRole.Log).WaitForAsync();
        await page.Keyboard.PressAsync("h");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Your containers" }).WaitForAsync();
    }

    private static async Task SlideAsync(IPage page, int offset)
    {
        await HasFocusAsync(page.GetByRole(AriaRole.Slider));
        for (var tens = 0; tens < offset / 10; tens++)
            await page.Keyboard.PressAsync("Shift+ArrowRight");
        for (var ones = 0; ones < offset % 10; ones++)
            await page.Keyboard.PressAsync("ArrowRight");
        (await page.GetByRole(AriaRole.Slider).GetAttributeAsync("aria-valuenow")).ShouldBe($"{offset}");
        await page.Keyboard.PressAsync("Enter");
    }

    private static async Task TabToAsync(IPage page, ILocator target)
    {
        for (var tabs = 0; tabs < MostTabs; tabs++)
        {
            if (await target.EvaluateAsync<bool>("element => element === document.activeElement"))
                return;
            await page.Keyboard.PressAsync("Tab");
        }

        throw new InvalidOperationException($"{MostTabs} times Tab does not lead to it.");
    }

    private static Task HasFocusAsync(ILocator target) => Assertions.Expect(target).ToBeFocusedAsync();
}
