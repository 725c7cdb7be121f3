namespace Sprout.CaptchaAttackers.Images;

/// <summary>Whether the piece's rim goes on in the picture around it: what people look for when they finish a jigsaw.</summary>
internal static class SeamCues
{
    private const int Apart = 2; // px from the outline, on either side: beyond what is drawn over it

    public static double[] Difference(Scene scene)
    {
        var pairs = Pairs(scene);
        return scene.ForEachOffset(offset => -Mean(pairs, pair =>
            Math.Min(60, Math.Abs(scene.Piece.Red.Near(pair.In.X, pair.In.Y) - scene.Picture.Red.Near(pair.Out.X + offset, pair.Out.Y))) +
            Math.Min(60, Math.Abs(scene.Piece.Green.Near(pair.In.X, pair.In.Y) - scene.Picture.Green.Near(pair.Out.X + offset, pair.Out.Y))) +
            Math.Min(60, Math.Abs(scene.Piece.Blue.Near(pair.In.X, pair.In.Y) - scene.Picture.Blue.Near(pair.Out.X + offset, pair.Out.Y)))));
    }

    /// <summary>Even a piece that was dimmed as a whole rises and falls with what surrounds its place.</summary>
    public static double[] Correlation(Scene scene)
    {
        var pairs = Pairs(scene);
        var (inside, outside) = (scene.Piece.Light, scene.Picture.Light);
        return scene.ForEachOffset(offset =>
        {
            var (a, b, aa, bb, ab) = (0.0, 0.0, 0.0, 0.0, 0.0);
            foreach (var pair in pairs)
            {
                var (p, q) = ((double)inside.Near(pair.In.X, pair.In.Y), (double)outside.Near(pair.Out.X + offset, pair.Out.Y));
                (a, b, aa, bb, ab) = (a + p, b + q, aa + (p * p), bb + (q * q), ab + (p * q));
            }

            var n = Math.Max(1, pairs.Length);
            var (va, vb) = ((aa / n) - (a / n * a / n), (bb / n) - (b / n * b / n));
            return va <= 1e-6 || vb <= 1e-6 ? 0 : ((ab / n) - (a / n * b / n)) / Math.Sqrt(va * vb);
        });
    }

    /// <summary>The slope along the rim goes on too, whatever the level is.</summary>
    public static double[] Continuation(Scene scene)
    {
        var pairs = Pairs(scene);
        var (inside, outside) = (scene.Piece.Light.Blur(1).Slopes(), scene.Picture.Light.Blur(1).Slopes());
        return scene.ForEachOffset(offset => -Mean(pairs, pair =>
        {
            var (alongX, alongY) = (-pair.Point.OutY, pair.Point.OutX);
            var p = (inside.X.Near(pair.In.X, pair.In.Y) * alongX) + (inside.Y.Near(pair.In.X, pair.In.Y) * alongY);
            var q = (outside.X.Near(pair.Out.X + offset, pair.Out.Y) * alongX) + (outside.Y.Near(pair.Out.X + offset, pair.Out.Y) * alongY);
            return Math.Min(20, Math.Abs(p - q));
        }));
    }

    private static double Mean((OutlinePoint Point, (int X, int Y) In, (int X, int Y) Out)[] pairs, Func<(OutlinePoint Point, (int X, int Y) In, (int X, int Y) Out), double> value) =>
        pairs.Length == 0 ? 0 : pairs.Average(value);

    private static (OutlinePoint Point, (int X, int Y) In, (int X, int Y) Out)[] Pairs(Scene scene) =>
        [.. scene.Shape.Outline.Select(point => (point, Beside(point, -Apart), Beside(point, Apart)))];

    private static (int X, int Y) Beside(OutlinePoint point, int pixels) =>
        ((int)MathF.Round(point.X + (pixels * point.OutX)), (int)MathF.Round(point.Y + (pixels * point.OutY)));
}
