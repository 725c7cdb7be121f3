using Microsoft.Playwright;
using Sprout.CaptchaAttackers.People;
using Sprout.Contracts;

namespace Sprout.Web.Tests.Support;

/// <summary>
/// Drags the badge as a person does, with the browser's own mouse or a finger. Each event carries the time at which the hand was there, as those of a
/// real device do: a machine that is busy hears of them late, but is not told wrong. Nothing is said to have happened before it has.
/// </summary>
internal sealed class Hand(IPage page, Random random)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(5);

    // Between two events; a mouse sends more, and a busy machine drops them.
    private const int LeastMs = 25;

    /// <summary>Drags the handle by so many pixels of the picture.</summary>
    /// <param name="offset">Pixels of the picture.</param>
    /// <param name="zoom">How many pixels of the screen one of them is.</param>
    /// <param name="byTouch">With a finger, not the mouse.</param>
    /// <param name="waits">Whether the hand goes on only when the page has heard of it; else a page that is slow hears of several moves at once.</param>
    public async Task DragAsync(int offset, double zoom, bool byTouch, bool waits = true)
    {
        var sent = new List<Task>();
        // Neither slow nor old: specs have no time.
        var person = Person.Draw(random) with { Device = byTouch ? PointingDevice.Touch : PointingDevice.Mouse, Slowness = 0.7, Zoom = 1 };
        var track = Thin(new SyntheticPeople(random).Drag(person, offset).Track);
        var handle = await page.GetByRole(AriaRole.Slider).BoundingBoxAsync();
        var (x, y) = (handle!.X + (handle.Width / 2), handle.Y + (handle.Height / 2));
        var pointer = await Pointer.OnAsync(page, byTouch);
        var pressed = DateTimeOffset.UtcNow;
        await pointer.SendAsync(Pointer.Press, x, y, pressed);
        using var timer = new PeriodicTimer(Tick);
        foreach (var point in track.Skip(1))
        {
            var at = pressed.AddMilliseconds(point.T);
            while (DateTimeOffset.UtcNow < at)
                await timer.WaitForNextTickAsync();
            sent.Add(pointer.SendAsync(Pointer.Move, x + (point.X * zoom), y + (point.Y * zoom), at));
            if (waits)
                await sent[^1];
        }

        await Task.WhenAll(sent);
        await pointer.SendAsync(Pointer.Release, x + (track[^1].X * zoom), y + (track[^1].Y * zoom), pressed.AddMilliseconds(track[^1].T));
    }

    private static List<TrackPoint> Thin(IReadOnlyList<TrackPoint> track)
    {
        var kept = new List<TrackPoint> { track[0] };
        foreach (var point in track.Skip(1))
            if (point.T - kept[^1].T >= LeastMs)
                kept.Add(point);
        if (kept[^1] != track[^1])
            kept.Add(track[^1]);
        return kept;
    }
}
