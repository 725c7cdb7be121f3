using Microsoft.Playwright;

namespace Sprout.Web.Tests.Support;

/// <summary>Somebody with a browser.</summary>
public sealed class Visitor(IBrowserContext context) : IAsyncDisposable
{
    /// <summary>Their browser's window: cookies are theirs alone.</summary>
    public IBrowserContext Context { get; } = context;

    /// <summary>Opens a tab on the list of containers, and returns when it is live.</summary>
    public async Task<IPage> OpenAsync(string path = "/")
    {
        var page = await Context.NewPageAsync();
        await page.GotoAsync(path);
        await page.GetByTitle("Changes are shown as they happen.").WaitForAsync();
        return page;
    }

    /// <summary>Creates a container the short way: without a picture.</summary>
    public static async Task CreateAsync(IPage page, string name, string image = "nginx:latest")
    {
        await page.GetByLabel("Image", new() { Exact = true }).FillAsync(image);
        if (!await page.GetByLabel("Name", new() { Exact = true }).IsVisibleAsync())
            await page.GetByText("Options").ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on without a picture" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    /// <summary>The card of a container.</summary>
    public static ILocator Card(IPage page, string? name = null) =>
        name is null ? page.Locator("#containers li") : page.Locator("#containers li", new() { Has = page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }) });

    /// <summary>The card of a container, once it is in that state.</summary>
    public static async Task<ILocator> CardAsync(IPage page, string? name, string state)
    {
        var card = Card(page, name).Filter(new() { HasText = state });
        await card.WaitForAsync();
        return card;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Context.DisposeAsync();
}
