using Microsoft.Playwright;
using Sprout.Web.Tests.Support;

namespace Sprout.Web.Tests;

/// <summary>Every page and state, light and dark, and for who wants no motion. docs/screenshots shows the same states, and some that take too long here.</summary>
public sealed class When_barriers_are_looked_for(Stage stage)
{
    [InABrowser]
    public async Task None_is_found_on_the_way_to_a_container()
    {
        await using var visitor = await stage.VisitorAsync();
        var page = await visitor.OpenAsync();
        await Axe.LookAsync(page, "empty");

        await page.GetByText("Options").ClickAsync();
        await page.GetByLabel("Image", new() { Exact = true }).FillAsync("Not An Image");
        await page.GetByLabel("Port", new() { Exact = true }).FillAsync("99999");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a variable" }).ClickAsync();
        await page.GetByLabel("Variable 1").FillAsync("1A");
        await LookAtCaptchaAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on without a picture" }).ClickAsync();
        await page.GetByText("must be 1–65535").WaitForAsync();
        await Assertions.Expect(page.GetByLabel("Image", new() { Exact = true })).ToBeFocusedAsync();
        await Axe.LookAsync(page, "wrong fields");

        // What was refused for another reason needs no second captcha.
        await page.GetByLabel("Image", new() { Exact = true }).FillAsync("registry.example/crash");
        await page.GetByLabel("Port", new() { Exact = true }).FillAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove 1A" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true }).ClickAsync();
        await Visitor.CardAsync(page, null, "Failed");
    }

    [InABrowser]
    public async Task None_is_found_among_containers()
    {
        await using var visitor = await stage.VisitorAsync();
        var page = await visitor.OpenAsync();
        await Visitor.CreateAsync(page, "grown", "registry.example/chatty");
        await Visitor.CreateAsync(page, "ill", "registry.example/crash");
        await Visitor.CreateAsync(page, "waiting", "registry.example/unschedulable");
        var grown = await Visitor.CardAsync(page, "grown", "Running");
        await Visitor.CardAsync(page, "waiting", "Pending");
        await grown.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Axe.LookAsync(page, "list");
        await Axe.IsStillAsync(page);
        await grown.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();

        await grown.GetByRole(AriaRole.Button, new() { Name = "more time" }).ClickAsync();
        await page.GetByText("7 d from now").WaitForAsync();
        await Axe.LookAsync(page, "more time");
        await page.GetByText("7 d from now").ClickAsync();
        await page.GetByText("grown now has 7 d").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Limits" }).ClickAsync();
        await Axe.LookAsync(page, "limits, and a message");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("Control+k");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Combobox).WaitForAsync();
        await Axe.LookAsync(page, "palette");
        await page.Keyboard.TypeAsync("nothing is called so");
        await page.GetByText("Nothing of that name").WaitForAsync();
        await Axe.LookAsync(page, "palette, empty");
        await page.Keyboard.PressAsync("Escape");

        await grown.GetByRole(AriaRole.Link, new() { Name = "grown", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Log).WaitForAsync();
        await Axe.LookAsync(page, "running");
        await page.GoBackAsync();
        await Visitor.CardAsync(page, "ill", "Failed");
        await Visitor.Card(page, "ill").GetByRole(AriaRole.Link, new() { Name = "ill", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "ill", Level = 1 }).WaitForAsync();
        await Axe.LookAsync(page, "failed");
    }

    [InABrowser]
    public async Task None_is_found_where_something_is_in_the_way()
    {
        await using var visitor = await stage.VisitorAsync();
        var page = await visitor.OpenAsync();
        await page.GotoAsync("/nothing/here");
        await page.GetByText("There is nothing here").WaitForAsync();
        await Axe.LookAsync(page, "no such page");
        await page.GotoAsync($"/containers/{Guid.NewGuid()}");
        await page.GetByText("There is no such container").WaitForAsync();
        await Axe.LookAsync(page, "no such container");
        await page.Keyboard.PressAsync("?");
        await page.GetByRole(AriaRole.Dialog).WaitForAsync();
        await Axe.LookAsync(page, "shortcuts");

        await page.GotoAsync("/");
        await page.GetByText("Nothing grows").WaitForAsync();
        await visitor.Context.SetOfflineAsync(true);
        await page.GetByText("You are offline").WaitForAsync();
        await Axe.LookAsync(page, "offline");
        await page.RouteAsync("**/api/**", route => route.AbortAsync());
        await visitor.Context.SetOfflineAsync(false);
        await page.GetByText("Sprout does not answer").WaitForAsync();
        await Axe.LookAsync(page, "down");
    }

    // Each state is held until it has been looked at, and a picture's minutes are over when the page's clock says so.
    private static async Task LookAtCaptchaAsync(IPage page)
    {
        const string Answers = "**/captcha/verify/**";
        var looked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await page.RouteAsync(Answers, async route =>
        {
            await looked.Task;
            await route.FulfillAsync(new() { Status = 500, ContentType = "application/problem+json", Body = """{"type":"/problems/internal","title":"Something broke","status":500}""" });
        });
        await page.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByText("Your browser does a little work").Last.WaitForAsync();
        await Axe.LookAsync(page, "captcha, working");
        looked.SetResult();
        var again = page.GetByRole(AriaRole.Button, new() { Name = "Try again" });
        await again.WaitForAsync();
        await Axe.LookAsync(page, "captcha, failed");
        await page.UnrouteAsync(Answers);

        await page.Clock.InstallAsync();
        await again.ClickAsync();
        await page.GetByRole(AriaRole.Slider).WaitForAsync();
        await Axe.LookAsync(page, "captcha");
        await page.Clock.FastForwardAsync("10:00");
        await page.GetByText("That took too long").Last.WaitForAsync();
        await Axe.LookAsync(page, "captcha, expired");
        await again.ClickAsync();
        await page.GetByRole(AriaRole.Slider).WaitForAsync();
    }
}
