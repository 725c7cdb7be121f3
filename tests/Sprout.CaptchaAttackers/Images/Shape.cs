namespace Sprout.CaptchaAttackers.Images;

/// <summary>The piece's shape, told by its alpha: its outline with the directions that point out of it, and how far from the outline each place around is.</summary>
internal sealed class Shape
{
    /// <summary>How far around the outline places are known, in pixels.</summary>
    public const int Reach = 10;

    private readonly List<(int X, int Y, float Distance)> _places = [];

    private Shape(IReadOnlyList<OutlinePoint> outline) => Outline = outline;

    /// <summary>The outermost pixels of the piece.</summary>
    public IReadOnlyList<OutlinePoint> Outline { get; }

    /// <summary>Places at a distance from the outline between the two, in pixels; negative inside.</summary>
    public (int X, int Y)[] Band(double least, double most) => [.. _places.Where(place => place.Distance >= least && place.Distance < most).Select(place => (place.X, place.Y))];

    /// <summary>All places, with their distances.</summary>
    public IReadOnlyList<(int X, int Y, float Distance)> Places => _places;

    /// <summary>1 where the piece is at least so many pixels deep, else 0.</summary>
    public Plane Inside(int width, int height, float depth)
    {
        var inside = new Plane(width, height);
        foreach (var (x, y, distance) in _places)
            if (distance <= -depth)
                inside[x, y] = 1;
        return inside;
    }

    public static Shape Of(Plane alpha)
    {
        var soft = alpha.Blur(1.5).Slopes();
        var outline = new List<OutlinePoint>();
        for (var y = 0; y < alpha.Height; y++)
        {
            for (var x = 0; x < alpha.Width; x++)
            {
                if (!IsInside(x, y) || (IsInside(x - 1, y) && IsInside(x + 1, y) && IsInside(x, y - 1) && IsInside(x, y + 1)))
                    continue;
                var (nx, ny) = (-soft.X[x, y], -soft.Y[x, y]);
                var length = MathF.Sqrt((nx * nx) + (ny * ny));
                if (length > 0)
                    outline.Add(new(x, y, nx / length, ny / length));
            }
        }

        var shape = new Shape(outline);
        if (outline.Count == 0)
            return shape;
        for (var y = Math.Max(0, outline.Min(point => point.Y) - Reach); y <= Math.Min(alpha.Height - 1, outline.Max(point => point.Y) + Reach); y++)
            for (var x = outline.Min(point => point.X) - Reach; x <= outline.Max(point => point.X) + Reach; x++)
                shape._places.Add((x, y, (IsInside(x, y) ? -1 : 1) * MathF.Sqrt(outline.Min(point => ((point.X - x) * (point.X - x)) + ((point.Y - y) * (point.Y - y))))));
        shape._places.RemoveAll(place => place.Distance > Reach);
        return shape;

        bool IsInside(int x, int y) => x >= 0 && y >= 0 && x < alpha.Width && y < alpha.Height && alpha[x, y] >= 128;
    }
}
