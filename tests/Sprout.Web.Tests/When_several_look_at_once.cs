using Microsoft.Playwright;
using Sprout.Web.Tests.Support;

namespace Sprout.Web.Tests;

public sealed class When_several_look_at_once(Stage stage)
{
    [InABrowser]
    public async Task Two_tabs_of_one_visitor_see_each_others_changes_and_another_visitor_none_of_them()
    {
        await using var visitor = await stage.VisitorAsync();
        await using var other = await stage.VisitorAsync();
        var (here, there, elsewhere) = (await visitor.OpenAsync(), await visitor.OpenAsync(), await other.OpenAsync());

        var lists = 0;
        foreach (var tab in (IPage[])[here, there])
            tab.Request += (_, request) => lists += request.Url.Contains("/api/containers?", StringComparison.Ordinal) ? 1 : 0;

        await Visitor.CreateAsync(here, "ours");
        await Visitor.CardAsync(there, "ours", "Running");
        await Visitor.CreateAsync(elsewhere, "theirs");
        await Visitor.CardAsync(elsewhere, "theirs", "Running");
        await there.Clock.InstallAsync();
        var card = Visitor.Card(there, "ours");
        await card.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await there.Clock.FastForwardAsync(10_000);
        await Visitor.Card(here, "ours").WaitForAsync(new() { State = WaitForSelectorState.Detached });

        lists.ShouldBe(0, "it is events that tell, and no list");

        // What came after has been seen, so what was before was not there to be seen.
        (await Visitor.Card(here, "theirs").CountAsync()).ShouldBe(0);
        (await Visitor.Card(there, "theirs").CountAsync()).ShouldBe(0);
        (await Visitor.Card(elsewhere, "ours").CountAsync()).ShouldBe(0);
        (await Visitor.Card(elsewhere).CountAsync()).ShouldBe(1);
    }
}
