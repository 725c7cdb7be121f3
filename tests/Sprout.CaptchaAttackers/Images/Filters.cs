namespace Sprout.CaptchaAttackers.Images;

/// <summary>What image processing begins with.</summary>
internal static class Filters
{
    public static Plane Blur(this Plane plane, double sigma)
    {
        if (sigma <= 0)
            return plane;
        var radius = (int)Math.Ceiling(3 * sigma);
        var kernel = new float[(2 * radius) + 1];
        for (var i = -radius; i <= radius; i++)
            kernel[i + radius] = (float)Math.Exp(-i * i / (2 * sigma * sigma));
        var sum = kernel.Sum();
        var (width, height) = (plane.Width, plane.Height);
        var (across, blurred) = (new Plane(width, height), new Plane(width, height));
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var total = 0f;
                for (var i = -radius; i <= radius; i++)
                    total += kernel[i + radius] * plane.Near(x + i, y);
                across[x, y] = total / sum;
            }
        }

        for (var y = 0; y < height; y++)
        {
            for (var i = -radius; i <= radius; i++)
            {
                var (from, weight) = (Math.Clamp(y + i, 0, height - 1) * width, kernel[i + radius] / sum);
                for (var x = 0; x < width; x++)
                    blurred.Values[(y * width) + x] += weight * across.Values[from + x];
            }
        }

        return blurred;
    }

    /// <summary>The slope to the right and downwards, by Scharr's kernels (more even over directions than Sobel's).</summary>
    public static (Plane X, Plane Y) Slopes(this Plane p) =>
    (
        Plane.Of(p.Width, p.Height, (x, y) => ((3 * (p.Near(x + 1, y - 1) - p.Near(x - 1, y - 1))) + (10 * (p.Near(x + 1, y) - p.Near(x - 1, y))) + (3 * (p.Near(x + 1, y + 1) - p.Near(x - 1, y + 1)))) / 32),
        Plane.Of(p.Width, p.Height, (x, y) => ((3 * (p.Near(x - 1, y + 1) - p.Near(x - 1, y - 1))) + (10 * (p.Near(x, y + 1) - p.Near(x, y - 1))) + (3 * (p.Near(x + 1, y + 1) - p.Near(x + 1, y - 1)))) / 32)
    );

    public static Plane Magnitude(this (Plane X, Plane Y) slopes) => slopes.X.With(slopes.Y, (x, y) => MathF.Sqrt((x * x) + (y * y)));

    /// <summary>What is left when the neighbourhood is taken away: noise and fine texture.</summary>
    public static Plane Detail(this Plane p) =>
        Plane.Of(p.Width, p.Height, (x, y) => p[x, y] - ((p.Near(x - 1, y) + p.Near(x + 1, y) + p.Near(x, y - 1) + p.Near(x, y + 1)) / 4));

    /// <summary>Each value against the mean and the scatter around it: faint edges in calm places count as much as strong ones in wild places.</summary>
    public static Plane Normalised(this Plane p, double sigma, float floor)
    {
        var mean = p.Blur(sigma);
        var variance = p.With(mean, (value, around) => (value - around) * (value - around)).Blur(sigma);
        return Plane.Of(p.Width, p.Height, (x, y) => (p[x, y] - mean[x, y]) / (MathF.Sqrt(variance[x, y]) + floor));
    }

    /// <summary>Canny's edges (1986): ridges of the slope, thinned across their direction, the faint kept where they touch strong ones.</summary>
    public static Plane Edges(this (Plane X, Plane Y) slopes, double strongShare)
    {
        var magnitude = slopes.Magnitude();
        var strong = magnitude.Values.Order().ElementAt((int)(magnitude.Values.Length * (1 - strongShare)));
        var thin = Plane.Of(magnitude.Width, magnitude.Height, (x, y) =>
        {
            var here = magnitude[x, y];
            var (dx, dy) = Math.Abs(slopes.X[x, y]) > 2.4f * Math.Abs(slopes.Y[x, y]) ? (1, 0)
                : Math.Abs(slopes.Y[x, y]) > 2.4f * Math.Abs(slopes.X[x, y]) ? (0, 1)
                : slopes.X[x, y] * slopes.Y[x, y] > 0 ? (1, 1) : (1, -1);
            return here >= magnitude.Near(x + dx, y + dy) && here > magnitude.Near(x - dx, y - dy) ? here : 0;
        });
        var edges = new Plane(thin.Width, thin.Height);
        var open = new Stack<(int X, int Y)>();
        for (var y = 0; y < thin.Height; y++)
            for (var x = 0; x < thin.Width; x++)
                if (thin[x, y] >= strong)
                    open.Push((x, y));
        while (open.TryPop(out var at))
        {
            if (at.X < 0 || at.Y < 0 || at.X >= thin.Width || at.Y >= thin.Height || edges[at.X, at.Y] > 0 || thin[at.X, at.Y] < strong * 0.4f)
                continue;
            edges[at.X, at.Y] = 1;
            for (var dy = -1; dy <= 1; dy++)
                for (var dx = -1; dx <= 1; dx++)
                    open.Push((at.X + dx, at.Y + dy));
        }

        return edges;
    }

    /// <summary>How far the nearest edge is, in pixels, by the 3-4 chamfer (Borgefors 1986).</summary>
    public static Plane Distance(this Plane edges)
    {
        const float Far = 1000;
        var d = edges.Map(edge => edge > 0 ? 0 : Far);
        for (var y = 0; y < d.Height; y++)
            for (var x = 0; x < d.Width; x++)
                d[x, y] = Min(d[x, y], At(x - 1, y) + 1, At(x, y - 1) + 1, At(x - 1, y - 1) + 1.333f, At(x + 1, y - 1) + 1.333f);
        for (var y = d.Height - 1; y >= 0; y--)
            for (var x = d.Width - 1; x >= 0; x--)
                d[x, y] = Min(d[x, y], At(x + 1, y) + 1, At(x, y + 1) + 1, At(x + 1, y + 1) + 1.333f, At(x - 1, y + 1) + 1.333f);
        return d;

        float At(int x, int y) => x < 0 || y < 0 || x >= d.Width || y >= d.Height ? Far : d[x, y];
        static float Min(float a, float b, float c, float e, float f) => Math.Min(Math.Min(Math.Min(a, b), Math.Min(c, e)), f);
    }
}
