namespace Sprout.CaptchaAttackers.Images;

/// <summary>Whether the piece's own pixels are, dimmed or tinted, still in the picture.</summary>
internal static class TextureCues
{
    // The rim of a piece is drawn over; what lies deeper is what was cut out.
    private const double Rim = -2;

    /// <summary>Normalised cross-correlation (Lewis 1995), the mean over pairs of planes; its sign does not matter, a gap may be a negative.</summary>
    public static double[] Correlation(Scene scene, (Plane Piece, Plane Picture)[] pairs)
    {
        var places = Deep(scene);
        return scene.ForEachOffset(offset => pairs.Average(pair => Math.Abs(Correlate(pair.Piece, pair.Picture, places, offset))));
    }

    public static double[] ColourCorrelation(Scene scene) => Correlation(
        scene,
        [(scene.Piece.Red, scene.Picture.Red), (scene.Piece.Green, scene.Picture.Green), (scene.Piece.Blue, scene.Picture.Blue), (scene.Piece.RedGreen, scene.Picture.RedGreen), (scene.Piece.BlueYellow, scene.Picture.BlueYellow)]);

    public static double[] SlopeCorrelation(Scene scene)
    {
        var piece = scene.Piece.Light.Blur(1).Slopes();
        var picture = scene.Picture.Light.Blur(1).Slopes();
        return Correlation(scene, [(piece.X, picture.X), (piece.Y, picture.Y)]);
    }

    public static double[] Difference(Scene scene)
    {
        var places = Deep(scene);
        return scene.ForEachOffset(offset => -places.Average(place => Math.Abs(scene.Picture.Light[place.X + offset, place.Y] - scene.Piece.Light[place.X, place.Y])));
    }

    private static (int X, int Y)[] Deep(Scene scene) => scene.Shape.Band(double.NegativeInfinity, Rim);

    private static double Correlate(Plane piece, Plane picture, (int X, int Y)[] places, int offset)
    {
        var (a, b, aa, bb, ab) = (0.0, 0.0, 0.0, 0.0, 0.0);
        foreach (var (x, y) in places)
        {
            var (p, q) = ((double)piece[x, y], (double)picture[x + offset, y]);
            (a, b, aa, bb, ab) = (a + p, b + q, aa + (p * p), bb + (q * q), ab + (p * q));
        }

        var n = Math.Max(1, places.Length);
        var (va, vb) = ((aa / n) - (a / n * a / n), (bb / n) - (b / n * b / n));
        return va <= 1e-6 || vb <= 1e-6 ? 0 : ((ab / n) - (a / n * b / n)) / Math.Sqrt(va * vb);
    }
}
