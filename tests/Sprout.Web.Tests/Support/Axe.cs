using Microsoft.Playwright;

namespace Sprout.Web.Tests.Support;

/// <summary>Looks at a page for what keeps people out, in both themes.</summary>
internal static class Axe
{
    private const string Run = """
        async rules => (await axe.run({ resultTypes: ['violations'], ...(rules && { runOnly: rules }) })).violations.flatMap(({ id, help, nodes }) =>
          nodes.map(node => `${id}: ${help}\n  ${node.html.slice(0, 200)}\n  ${node.any.map(each => each.message).join(' ')}`))
        """;

    /// <summary>Throws unless it finds nothing. Whoever looks afterwards sees the light theme.</summary>
    public static async Task LookAsync(IPage page, string state)
    {
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
            await page.EvaluateAsync(await File.ReadAllTextAsync(Chromium.Axe));
        // Only colours differ between the two.
        foreach (var (theme, rules) in new[] { (ColorScheme.Dark, "color-contrast"), (ColorScheme.Light, null) })
        {
            // The choice of theme is "as the system", so the page follows at once.
            await page.EmulateMediaAsync(new() { ColorScheme = theme, ReducedMotion = ReducedMotion.Reduce });
            await page.WaitForFunctionAsync("theme => document.documentElement.dataset.theme === theme", theme == ColorScheme.Dark ? "dark" : "light");
            (await page.EvaluateAsync<string[]>(Run, rules)).ShouldBeEmpty($"{state}, {theme}");
        }
    }

    /// <summary>Throws when anything on the page moves for somebody who wants no motion.</summary>
    public static async Task IsStillAsync(IPage page) =>
        (await page.EvaluateAsync<string[]>("() => document.getAnimations().filter(each => each.playState === 'running' && each.effect.getComputedTiming().activeDuration > 10).map(each => each.animationName ?? each.transitionProperty)"))
        .ShouldBeEmpty();
}
