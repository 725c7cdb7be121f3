using Microsoft.Playwright;
using Sprout.Web.Tests.Support;

namespace Sprout.Web.Tests;

/// <summary>What all other specs leave out: things move, and the page has come over plain http from another machine.</summary>
public sealed class When_things_move_and_nothing_is_encrypted(Stage stage)
{
    [InABrowser]
    public async Task The_menu_of_one_container_lies_above_the_next_and_nothing_needs_https()
    {
        await using var visitor = await stage.VisitorAsync(new() { ReducedMotion = ReducedMotion.NoPreference });
        // What a browser has only where it can trust the page, which is everywhere that specs run.
        await visitor.Context.AddInitScriptAsync("delete Crypto.prototype.randomUUID; delete Crypto.prototype.subtle; delete Navigator.prototype.locks;");
        var page = await visitor.OpenAsync();
        (await page.EvaluateAsync<string>("typeof crypto.randomUUID")).ShouldBe("undefined");
        await Visitor.CreateAsync(page, "below");
        await Visitor.CardAsync(page, "below", "Running");
        await Visitor.CreateAsync(page, "above");
        var above = await Visitor.CardAsync(page, "above", "Running");

        await above.GetByRole(AriaRole.Button, new() { Name = "more time" }).ClickAsync();
        await page.GetByText("7 d from now").ClickAsync(new() { Timeout = 10_000 }); // ms; not while something lies over it
        await page.GetByText("above now has 7 d").WaitForAsync();
    }
}
