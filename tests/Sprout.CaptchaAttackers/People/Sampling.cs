using Sprout.Contracts;

namespace Sprout.CaptchaAttackers.People;

/// <summary>
/// What a page hears of a movement: events at the device's or the screen's rate, late by a jitter, now and then a frame that was dropped, positions in whole pixels of the
/// pointer, nothing while they stay the same, times in whole milliseconds. The press is the first point and the release the last.
/// </summary>
internal static class Sampling
{
    // Browsers hold a touch back until it has left a small circle, lest it be a tap; then it jumps.
    private const double TouchSlopPx = 8;

    public static List<TrackPoint> Sample(Movement movement, Person person, Random random)
    {
        var hasSlop = person.Device == PointingDevice.Touch && random.Happens(0.5);
        var start = movement.At(0);
        var points = new List<TrackPoint> { new() { X = 0, Y = 0, T = 0 } };
        for (var due = random.Between(0, person.EventInterval); due < movement.DurationMs; due += person.EventInterval)
        {
            if (random.Happens(0.006))
                due += person.EventInterval * random.Next(1, 5); // the page was busy
            if (due >= movement.DurationMs)
                break;
            var place = movement.At(due);
            if (hasSlop && Math.Abs(place.X - start.X) < TouchSlopPx)
                continue;
            hasSlop = false;
            var late = Math.Abs(random.Normal(0, 0.8)) + (random.Happens(0.03) ? random.Between(1, 6) : 0);
            Add(place, (int)Math.Round(due + late));
        }

        var last = points[^1];
        var (x, y) = Seen(movement.At(movement.DurationMs));
        points.Add(new() { X = x, Y = y, T = Math.Max(last.T, movement.DurationMs) });
        return points;

        void Add((double X, double Y) place, int time)
        {
            var before = points[^1];
            var (seenX, seenY) = Seen(place);
            if (seenX != before.X || seenY != before.Y)
                points.Add(new() { X = seenX, Y = seenY, T = Math.Max(time, before.T) });
        }

        (int X, int Y) Seen((double X, double Y) place) => (Seen1(place.X - start.X), Seen1(place.Y - start.Y));

        // Mice count whole pixels of the page; fingers and pens fractions of them, which the picture's own pixels round.
        int Seen1(double value) => person.Device is PointingDevice.Mouse or PointingDevice.Trackpad
            ? (int)Math.Round(Math.Round(value / person.Zoom) * person.Zoom)
            : (int)Math.Round(value);
    }
}
