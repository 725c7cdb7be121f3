namespace Sprout.CaptchaAttackers.Images;

/// <summary>A figure that a piece shows as a sign: dark ink on a light ground.</summary>
internal static class Badge
{
    /// <summary>The ink, 0 to 1, its piece's middle in the middle; null when the piece shows none.</summary>
    public static Plane? Of(Colours piece)
    {
        var opaque = piece.Alpha.Values.Zip(piece.Light.Values).Where(pixel => pixel.First >= 200).Select(pixel => pixel.Second).ToArray();
        if (opaque.Length == 0)
            return null;
        var threshold = (opaque.Min() + opaque.Max()) / 2;
        var ink = Plane.Of(piece.Width, piece.Height, (x, y) => piece.Alpha[x, y] >= 200 && piece.Light[x, y] < threshold ? 1 : 0);
        EraseRim(ink, piece.Alpha);
        var rows = Enumerable.Range(0, ink.Height).Where(y => Enumerable.Range(0, ink.Width).Any(x => ink[x, y] > 0)).ToArray();
        if (rows.Length == 0 || rows[^1] - rows[0] > ink.Width)
            return null;
        // The sign's middle is that of its ground: light pixels around it.
        var ground = Enumerable.Range(0, piece.Height).Where(y => Enumerable.Range(0, piece.Width).Count(x => piece.Alpha[x, y] >= 200) > piece.Width * 3 / 4).ToArray();
        var middle = ground.Length == 0 ? (rows[0] + rows[^1]) / 2 : (ground[0] + ground[^1]) / 2;
        return Plane.Of(ink.Width, ink.Width, (x, y) => middle - (ink.Width / 2) + y is var row && row >= 0 && row < ink.Height ? ink[x, row] : 0);
    }

    // What touches the transparent is a frame.
    private static void EraseRim(Plane ink, Plane alpha)
    {
        var open = new Stack<(int X, int Y)>();
        for (var y = 0; y < ink.Height; y++)
            for (var x = 0; x < ink.Width; x++)
                if (alpha[x, y] < 200 || x == 0 || y == 0 || x == ink.Width - 1 || y == ink.Height - 1)
                    open.Push((x, y));
        var done = new HashSet<(int, int)>();
        while (open.TryPop(out var at))
        {
            if (!done.Add(at))
                continue;
            ink[at.X, at.Y] = 0;
            for (var dy = -1; dy <= 1; dy++)
            {
                for (var dx = -1; dx <= 1; dx++)
                {
                    var (x, y) = (at.X + dx, at.Y + dy);
                    if (x >= 0 && y >= 0 && x < ink.Width && y < ink.Height && ink[x, y] > 0)
                        open.Push((x, y));
                }
            }
        }
    }
}
