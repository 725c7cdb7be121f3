namespace Sprout.CaptchaAttackers.Bots;

/// <summary>Tracks made from nothing, as scripts found on the web make them. Each knows the usual rules and breaks one, or none that it knows of.</summary>
internal static class Scripts
{
    private const double Frame = 1000 / 60.0;

    /// <summary>Even steps, with a little slope so that y is not constant.</summary>
    public static Drag Linear(int target, Random random)
    {
        var duration = random.Between(500, 2000);
        var slope = random.Between(-0.03, 0.03);
        return Along(duration, share => (target * share, target * share * slope));
    }

    /// <summary>A person's speeds, more or less, on a ruler.</summary>
    public static Drag ConstantY(int target, Random random) =>
        Along(random.Between(700, 2000), share => (target * EaseOut(share), 0), hold: random.Between(100, 400));

    /// <summary>Two events: pressed, and there.</summary>
    public static Drag Teleport(int target, Random random)
    {
        var writer = new TrackWriter();
        var t = 0.0;
        for (var i = 0; i < 12; i++)
            writer.Add(random.Next(0, 3), random.Next(-2, 3), t += Frame);
        t += random.Between(300, 900);
        for (var i = 0; i < 12; i++)
            writer.Add(target + random.Next(-2, 3), random.Next(-2, 3), t += Frame);
        return writer.Add(target, 1, t + random.Between(100, 300)).Done();
    }

    /// <summary>Too far in one go, and back in one go.</summary>
    public static Drag TeleportAndBack(int target, Random random)
    {
        var writer = new TrackWriter();
        var t = 0.0;
        for (var x = 0.0; x < target * 0.4; x += 4)
            writer.Add(x, random.Next(-2, 3), t += Frame);
        writer.Add(target + random.Between(60, 120), random.Next(-3, 4), t += Frame);
        for (var i = 0; i < 10; i++)
            writer.Add(target + random.Next(-1, 2), random.Next(-3, 4), t += random.Between(30, 60));
        return writer.Add(target, 2, t + random.Between(100, 300)).Done();
    }

    /// <summary>Well-shaped, but in less time than a hand needs.</summary>
    public static Drag TooFast(int target, Random random)
    {
        var arc = random.Between(2, 6);
        return Along(random.Between(60, 180), share => (target * EaseOut(share), arc * Math.Sin(Math.PI * share)), interval: 8);
    }

    /// <summary>Even steps with noise thrown on both axes.</summary>
    public static Drag UniformJitter(int target, Random random) =>
        Along(random.Between(600, 2000), share => ((target * share) + random.Between(-3, 3), random.Between(-3, 3)), last: target);

    /// <summary>jQuery's and CSS's easing: a cubic in and out.</summary>
    public static Drag EaseInOut(int target, Random random)
    {
        var (arc, slope) = (random.Between(-6, 6), random.Between(-0.02, 0.02));
        return Along(
            random.Between(700, 2200),
            share => (target * (share < 0.5 ? 4 * Math.Pow(share, 3) : 1 - (Math.Pow((-2 * share) + 2, 3) / 2)), (arc * Math.Sin(Math.PI * share)) + (slope * target * share)),
            hold: random.Between(80, 400));
    }

    /// <summary>A cubic Bézier with random knots, eased, distorted, sometimes overshooting first: what ghost-cursor and HumanCursor do.</summary>
    public static Drag BezierWithNoise(int target, Random random)
    {
        if (target > 60 && random.Happens(0.5))
        {
            var over = random.Between(4, 12);
            return Curve(new TrackWriter(), 0, target + over, 0, random).Append(target, random);
        }

        return Curve(new TrackWriter(), 0, target, 0, random).Append(target, random);
    }

    /// <summary>Accelerate over four fifths, brake over the last: the script that most slider tutorials print.</summary>
    public static Drag Physics(int target, Random random)
    {
        var writer = new TrackWriter();
        var (x, v, t, y) = (0.0, 0.0, 0.0, 0.0);
        var (push, brake) = (random.Between(1.2, 2), random.Between(2.5, 3.5));
        while (x < target)
        {
            const double Step = 0.2;
            var a = x < target * 0.8 ? push * 60 : -brake * 30;
            x = Math.Min(target, x + Math.Max(0.8, (v * Step) + (a * Step * Step / 2)));
            v = Math.Max(4, v + (a * Step));
            writer.Add(x, y += random.Pick((0.0, 4), (1.0, 1), (-1.0, 1)), t += random.Between(14, 22));
        }

        foreach (var back in (double[])[2, 1, -1, 0])
            writer.Add(target + back, y, t += random.Between(30, 90));
        return writer.Add(target, y, t + random.Between(200, 500)).Done();
    }

    private static double EaseOut(double share) => 1 - Math.Pow(1 - share, 3);

    private static Drag Along(double durationMs, Func<double, (double X, double Y)> place, double interval = Frame, double hold = 0, double? last = null)
    {
        var writer = new TrackWriter();
        var steps = Math.Max(2, (int)(durationMs / interval));
        for (var step = 1; step <= steps; step++)
        {
            var (x, y) = place((double)step / steps);
            writer.Add(step == steps ? last ?? x : x, y, step * interval);
        }

        var end = place(1);
        return hold > 0 ? writer.Add(last ?? end.X, end.Y, (steps * interval) + hold).Done() : writer.Done();
    }

    private static (TrackWriter Writer, double X, double Y, double T) Curve(TrackWriter writer, double from, double to, double start, Random random)
    {
        var spread = Math.Clamp(Math.Abs(to - from) * 0.1, 2, 30);
        var (x1, x2) = (from + ((to - from) * random.Between(0.1, 0.5)), from + ((to - from) * random.Between(0.5, 0.9)));
        var (y1, y2, y3) = (random.Between(-spread, spread), random.Between(-spread, spread), random.Between(-4, 4));
        var steps = (int)(random.Between(30, 80) * Math.Clamp(Math.Abs(to - from) / 150, 0.2, 2));
        var (x, y, t) = (from, 0.0, start);
        for (var step = 1; step <= steps; step++)
        {
            var s = 1 - Math.Pow(1 - ((double)step / steps), 2.5);
            var r = 1 - s;
            x = (r * r * r * from) + (3 * r * r * s * x1) + (3 * r * s * s * x2) + (s * s * s * to) + (step < steps ? random.Normal(0, 0.6) : 0);
            y = (3 * r * r * s * y1) + (3 * r * s * s * y2) + (s * s * s * y3) + random.Normal(0, 0.8);
            writer.Add(x, y, t += random.Between(10, 20));
        }

        return (writer, x, y, t);
    }

    private static Drag Append(this (TrackWriter Writer, double X, double Y, double T) curve, int target, Random random)
    {
        var (writer, x, y, t) = curve;
        t += random.Between(60, 160);
        while (Math.Abs(x - target) > 0.5)
        {
            x += Math.Sign(target - x) * Math.Min(Math.Abs(target - x), random.Between(0.5, 2));
            writer.Add(x, y + random.Normal(0, 0.5), t += random.Between(12, 30));
        }

        return writer.Add(target, y, t + random.Between(80, 350)).Done();
    }
}
