using Sprout.Contracts;

namespace Sprout.CaptchaAttackers.Images;

/// <summary>A puzzle as a client sees it, and what several attackers compute of it.</summary>
internal sealed class Scene
{
    private const int Around = 20; // px

    private double? _wavelength;

    public Scene(Colours picture, Colours piece)
    {
        (Picture, Piece) = (picture, piece);
        Shape = Shape.Of(piece.Alpha);
        Slopes = Picture.Light.Slopes();
        Steepness = Slopes.Magnitude();
    }

    public Colours Picture { get; }

    public Colours Piece { get; }

    public Shape Shape { get; }

    public (Plane X, Plane Y) Slopes { get; }

    public Plane Steepness { get; }

    /// <summary>Which way the picture's lines run.</summary>
    public Grain Grain => field ??= Grain.Of(Picture.Light, null, Wavelength, 0.4 * Wavelength);

    /// <summary>Which way the piece's do.</summary>
    public Grain PieceGrain => field ??= Grain.Of(Piece.Light, Shape.Inside(Piece.Width, Piece.Height, 2.5f), Wavelength, 0.4 * Wavelength);

    private double Wavelength => _wavelength ??= Grain.Wavelength(Picture.Light);

    /// <summary>In how many places the piece may lie: 0, 1, … pixels from the left.</summary>
    public int Offsets => Picture.Width - Piece.Width + 1;

    /// <summary>The same, out of focus.</summary>
    public Scene OutOfFocus => field ??= new(Picture.Blur(1.5), Piece.Blur(1.5));

    /// <summary>A puzzle, of which only the rows around the piece matter: it cannot be moved up or down.</summary>
    public static Scene Of(SliderPuzzle puzzle)
    {
        var (picture, piece) = (Colours.Of(Convert.FromBase64String(puzzle.Image)), Colours.Of(Convert.FromBase64String(puzzle.Piece)));
        var rows = Enumerable.Range(0, piece.Height).Where(y => Enumerable.Range(0, piece.Width).Any(x => piece.Alpha[x, y] >= 128)).ToArray();
        var (top, bottom) = rows.Length == 0 ? (0, piece.Height) : (Math.Max(0, rows[0] - Around), Math.Min(piece.Height, rows[^1] + 1 + Around));
        return new(picture.Rows(top, bottom), piece.Rows(top, bottom));
    }

    /// <summary>One number per offset.</summary>
    public double[] ForEachOffset(Func<int, double> score)
    {
        var scores = new double[Offsets];
        for (var offset = 0; offset < scores.Length; offset++)
            scores[offset] = score(offset);
        return scores;
    }

    /// <summary>Mean and scatter of a plane over places, with the piece at an offset.</summary>
    public static (double Mean, double Deviation) Over(Plane plane, (int X, int Y)[] places, int offset)
    {
        var (sum, squares, count) = (0.0, 0.0, 0);
        foreach (var (x, y) in places)
        {
            if (x + offset < 0 || x + offset >= plane.Width)
                continue;
            var value = plane[x + offset, y];
            (sum, squares, count) = (sum + value, squares + (value * value), count + 1);
        }

        if (count == 0)
            return (0, 1);
        var mean = sum / count;
        return (mean, Math.Sqrt(Math.Max(0, (squares / count) - (mean * mean))));
    }
}
