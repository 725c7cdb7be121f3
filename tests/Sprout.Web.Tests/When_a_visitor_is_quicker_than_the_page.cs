using Microsoft.Playwright;
using Sprout.Web.Tests.Support;

namespace Sprout.Web.Tests;

/// <summary>The page is seen before its code has come.</summary>
public sealed class When_a_visitor_is_quicker_than_the_page(Stage stage)
{
    [InABrowser]
    public async Task What_they_typed_and_pressed_is_done_once_it_is_there()
    {
        await using var visitor = await stage.VisitorAsync();
        var (page, code) = await OpenWithoutCodeAsync(visitor, "/");
        var broken = new List<string>();
        page.PageError += (_, error) => broken.Add(error);

        await page.GetByLabel("Image", new() { Exact = true }).FillAsync("registry.example/quick");
        await page.GetByText("Options").ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("quick");
        var create = page.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true });
        await create.ClickAsync();
        await Assertions.Expect(create).ToHaveAttributeAsync("aria-busy", "true");
        code.SetResult();

        await page.GetByRole(AriaRole.Button, new() { Name = "Go on without a picture" }).ClickAsync();
        var card = await Visitor.CardAsync(page, "quick", "Running");
        (await card.InnerTextAsync()).ShouldContain("registry.example/quick");
        (await create.GetAttributeAsync("aria-busy")).ShouldBeNull();
        broken.ShouldBeEmpty("the page is drawn anew when index.html is not what it would have drawn");
    }

    [InABrowser]
    public async Task They_are_not_shown_another_page_than_they_asked_for()
    {
        await using var visitor = await stage.VisitorAsync();
        var (page, code) = await OpenWithoutCodeAsync(visitor, $"/containers/{Guid.Empty}");

        await Assertions.Expect(page.Locator("#root")).ToBeHiddenAsync();
        code.SetResult();

        await page.GetByText("There is no such container").WaitForAsync();
    }

    [InABrowser]
    public async Task Where_the_code_does_not_come_a_press_loads_the_page_anew()
    {
        await using var visitor = await stage.VisitorAsync();
        var page = await visitor.Context.NewPageAsync();
        await page.RouteAsync("**/assets/*.js", route => route.AbortAsync());
        await page.GotoAsync("/", new() { WaitUntil = WaitUntilState.Load });

        var again = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        page.Request += (_, request) =>
        {
            if (request.IsNavigationRequest)
                again.TrySetResult();
        };
        // The page goes away under the press, which may then fail to be told done.
        await Task.WhenAny(page.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true }).DispatchEventAsync("click"), again.Task);

        await again.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    // The document and its styles are there; what makes them work is held back until the answer is set.
    private static async Task<(IPage Page, TaskCompletionSource Code)> OpenWithoutCodeAsync(Visitor visitor, string path)
    {
        var page = await visitor.Context.NewPageAsync();
        var code = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await page.RouteAsync("**/assets/*.js", async route =>
        {
            await code.Task;
            await route.ContinueAsync();
        });
        await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Commit });
        await page.Locator("#content").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        return (page, code);
    }
}
