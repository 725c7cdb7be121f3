namespace Sprout.Captcha.Pictures;

/// <summary>A place where the lines flow another way: the gap, or one that is none.</summary>
/// <param name="Shape">Its outline.</param>
/// <param name="Left">The left edge of its box, in pixels.</param>
/// <param name="Top">The upper edge of its box, in pixels.</param>
internal sealed record Hole(PieceShape Shape, int Left, int Top)
{
    private const int Margin = 4;

    /// <summary>The gap, and then as many false ones as there shall be: side by side, each about as likely to be the gap.</summary>
    public static Hole[] Draw(Random random, PictureOptions options)
    {
        var count = options.Decoys + 1;
        // A piece that hardly moves has no track.
        var (first, last) = (options.Width / 5, options.Width - PieceShape.Box - Margin);
        count = Math.Min(count, (last - first) / PieceShape.Box + 1);
        var slack = last - first - (count - 1) * PieceShape.Box;
        var cuts = new int[count];
        for (var i = 0; i < count; i++)
            cuts[i] = random.Next(slack + 1);
        Array.Sort(cuts);

        var gap = random.Next(count);
        var (shape, top) = (PieceShape.Draw(random), Margin + random.Next(options.Height - PieceShape.Box - 2 * Margin + 1));
        var holes = new Hole[count];
        for (int i = 0, other = 1; i < count; i++)
        {
            var left = first + cuts[i] + i * PieceShape.Box;
            if (i == gap)
                holes[0] = new(shape, left, top);
            else
                holes[other++] = new(shape.DrawDecoy(random), left, Math.Clamp(top + random.Next(-9, 10), Margin, options.Height - PieceShape.Box - Margin));
        }

        return holes;
    }
}
