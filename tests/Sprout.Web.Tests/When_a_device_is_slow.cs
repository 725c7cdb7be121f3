using Microsoft.Playwright;
using Sprout.Web.Tests.Support;

namespace Sprout.Web.Tests;

/// <summary>A page is drawn five times a second, and a browser tells of moves as often as it draws.</summary>
public sealed class When_a_device_is_slow(Stage stage)
{
    // From when the badge is grasped on, so that all before is quick.
    private const string IsSlow = """
        addEventListener('pointerdown', () => {
          const draw = () => {
            const begun = performance.now();
            while (performance.now() - begun < 200);
            requestAnimationFrame(draw);
          };
          draw();
        }, { capture: true, once: true });
        """;

    [InABrowser]
    public Task All_that_a_finger_did_counts() => DragAsync(byTouch: true);

    [InABrowser]
    public Task All_that_a_mouse_did_counts() => DragAsync(byTouch: false);

    private async Task DragAsync(bool byTouch)
    {
        await using var visitor = await stage.VisitorAsync(new() { HasTouch = byTouch });
        var page = await visitor.OpenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Slider).WaitForAsync();
        await page.EvaluateAsync(IsSlow);

        var hand = new Hand(page, new Random(3));
        await Captcha.SolveAsync(page, (offset, zoom) => hand.DragAsync(offset, zoom, byTouch));

        await Visitor.CardAsync(page, null, "Running");
    }
}
