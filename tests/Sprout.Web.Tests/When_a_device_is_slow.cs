using System.Text.Json;
using Microsoft.Playwright;
using Sprout.Contracts;
using Sprout.Web.Tests.Support;

namespace Sprout.Web.Tests;

/// <summary>A page is drawn five times a second, and a browser tells of moves as often as it draws.</summary>
public sealed class When_a_device_is_slow(Stage stage)
{
    private const int FrameMs = 200;

    // From when the badge is grasped on, so that all before is quick.
    private static readonly string IsSlow = $$"""
        addEventListener('pointerdown', () => {
          const draw = () => {
            const begun = performance.now();
            while (performance.now() - begun < {{FrameMs}});
            requestAnimationFrame(draw);
          };
          draw();
        }, { capture: true, once: true });
        """;

    [InABrowser]
    public Task All_that_a_finger_did_is_told() => DragAsync(byTouch: true);

    [InABrowser]
    public Task All_that_a_mouse_did_is_told() => DragAsync(byTouch: false);

    private async Task DragAsync(bool byTouch)
    {
        await using var visitor = await stage.VisitorAsync(new() { HasTouch = byTouch });
        var page = await visitor.OpenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true }).ClickAsync();
        var (offset, zoom) = await Eyes.LookAsync(page);
        await page.EvaluateAsync(IsSlow);

        var answer = await page.RunAndWaitForRequestAsync(() => new Hand(page, new Random(3)).DragAsync(offset, zoom, byTouch, waits: false), request => request.PostData?.Contains("\"track\"") == true);

        var track = JsonSerializer.Deserialize<JsonElement>(answer.PostData!).GetProperty("track").Deserialize<List<TrackPoint>>(JsonSerializerOptions.Web)!;
        track.Count.ShouldBeGreaterThan(2 * track[^1].T / FrameMs, "more than one point for each frame");
        track.Zip(track.Skip(1), (before, after) => after.T - before.T).ShouldAllBe(apart => apart >= 0);
    }
}
