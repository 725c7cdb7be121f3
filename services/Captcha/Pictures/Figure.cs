namespace Sprout.Captcha.Pictures;

/// <summary>
/// A figure in the picture, in which the lines flow another way. All are drawn alike, so that nothing but which figure it is tells the one that is meant from
/// the others. Each is turned, stretched and slanted, which people do not mind, and a template does.
/// </summary>
internal sealed class Figure
{
    /// <summary>Half the width and height of the box around any figure, in pixels.</summary>
    public const int Reach = 24;

    /// <summary>Pixels for one unit of a shape.</summary>
    public const float Radius = 18.5f;

    private const float MostTurn = 0.3f; // radians
    private const float MostStretch = 0.15f;
    private const float MostSlant = 0.14f;

    private readonly int _shape;
    private readonly float _xx;
    private readonly float _xy;
    private readonly float _yx;
    private readonly float _yy;

    public Figure(Random random, int shape, int x, int y)
    {
        (_shape, X, Y) = (shape, x, y);
        var (sine, cosine) = MathF.SinCos(Either(random, MostTurn));
        var (wide, high, slant) = ((1 + Either(random, MostStretch)) * Radius, (1 + Either(random, MostStretch)) * Radius, Either(random, MostSlant));
        (_xx, _xy) = ((cosine + slant * sine) / wide, (sine - slant * cosine) / wide);
        (_yx, _yy) = (-sine / high, cosine / high);
        Turn = MathF.PI * (0.36f + 0.28f * random.NextSingle());
        Light = (random.Next(2) == 0 ? -1 : 1) * (0.13f + 0.08f * random.NextSingle());
    }

    /// <summary>Its middle, in pixels from the left.</summary>
    public int X { get; }

    /// <summary>Its middle, in pixels from above.</summary>
    public int Y { get; }

    /// <summary>By how much the lines are turned in it: never nearly the same way as around it. Radians.</summary>
    public float Turn { get; }

    /// <summary>How much lighter than the picture it is, where 1 is from black to white; half of them are darker.</summary>
    public float Light { get; }

    /// <summary>How far a pixel is inside, about, in pixels; negative outside.</summary>
    public float Depth(int x, int y)
    {
        var (right, down) = (x - X, y - Y);
        return Radius * FigureShape.Depth(_shape, _xx * right + _xy * down, _yx * right + _yy * down);
    }

    private static float Either(Random random, float most) => (random.NextSingle() * 2 - 1) * most;
}
