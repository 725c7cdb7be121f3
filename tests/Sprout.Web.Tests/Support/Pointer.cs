using Microsoft.Playwright;

namespace Sprout.Web.Tests.Support;

/// <summary>The browser's mouse, or a finger: Playwright's own says no times, and its finger only taps.</summary>
internal sealed class Pointer(ICDPSession session, bool isFinger)
{
    /// <summary>The button goes down, or the finger touches.</summary>
    public const string Press = nameof(Press);

    /// <summary>It moves, pressed.</summary>
    public const string Move = nameof(Move);

    /// <summary>It is let go.</summary>
    public const string Release = nameof(Release);

    /// <summary>That of a page.</summary>
    public static async Task<Pointer> OnAsync(IPage page, bool isFinger) => new(await page.Context.NewCDPSessionAsync(page), isFinger);

    /// <summary>Does something at a place of the page, in its pixels, at a time that is not to come.</summary>
    public Task SendAsync(string what, double x, double y, DateTimeOffset at)
    {
        var timestamp = at.ToUnixTimeMilliseconds() / 1000.0; // s
        return isFinger
            ? session.SendAsync("Input.dispatchTouchEvent", new()
            {
                ["type"] = what switch { Press => "touchStart", Move => "touchMove", _ => "touchEnd" },
                ["touchPoints"] = what == Release ? [] : new[] { new { x, y } },
                ["timestamp"] = timestamp,
            })
            : session.SendAsync("Input.dispatchMouseEvent", new()
            {
                ["type"] = what switch { Press => "mousePressed", Move => "mouseMoved", _ => "mouseReleased" },
                ["x"] = x,
                ["y"] = y,
                ["button"] = "left",
                ["buttons"] = what == Release ? 0 : 1,
                ["clickCount"] = what == Move ? 0 : 1,
                ["timestamp"] = timestamp,
            });
    }
}
