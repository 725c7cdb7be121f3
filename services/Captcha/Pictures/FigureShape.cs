namespace Sprout.Captcha.Pictures;

/// <summary>Simple figures that people have names for, in a square from -1 to 1: how far a place is inside, negative outside.</summary>
internal static class FigureShape
{
    private static readonly Func<float, float, float>[] All =
    [
        (x, y) => Math.Min(0.75f - y, Math.Min(0.87f * x, -0.87f * x) + 0.5f * y + 0.5f), // triangle
        (x, y) => Box(x, y, 0.74f, 0.74f),
        (x, y) => Math.Max(Box(x, y, 0.95f, 0.32f), Box(x, y, 0.32f, 0.95f)), // cross
        Star,
        (x, y) => Math.Min(Disc(x, y, 0.95f), -Disc(x - 0.45f, y, 0.72f)), // crescent
        Heart,
        (x, y) => Math.Min(Disc(x, y, 0.95f), -Disc(x, y, 0.45f)), // ring
        (x, y) => Math.Max(Box(x + 0.45f, y, 0.3f, 0.92f), Box(x, y - 0.62f, 0.75f, 0.3f)), // L
        (x, y) => Math.Max(Box(x, y + 0.6f, 0.9f, 0.3f), Box(x, y - 0.1f, 0.3f, 0.82f)), // T
        (x, y) => Math.Max(Box(x, y - 0.4f, 0.28f, 0.52f), Math.Min(0.05f - y, Math.Min(0.75f * x, -0.75f * x) + 0.66f * y + 0.65f)), // arrow
        (x, y) => Math.Min(Disc(x, y + 0.4f, 0.95f), y + 0.4f), // half a disc
        (x, y) => Math.Min(0.9f - MathF.Abs(x), 0.75f * (MathF.Abs(x) * 0.85f + 0.08f - MathF.Abs(y))), // bow
        (x, y) => Math.Max(Box(x, y + 0.5f, 0.92f, 0.28f), Box(x, y - 0.5f, 0.92f, 0.28f)), // two bars
        (x, y) => Math.Min(0.33f - MathF.Abs(y - 0.95f * MathF.Abs(x) + 0.42f) * 0.72f, 0.92f - MathF.Abs(x)), // chevron
    ];

    /// <summary>How many there are.</summary>
    public static int Count => All.Length;

    /// <summary>How far a place is inside a figure.</summary>
    public static float Depth(int figure, float x, float y) => All[figure](x, y);

    private static float Box(float x, float y, float halfWidth, float halfHeight) => Math.Min(halfWidth - MathF.Abs(x), halfHeight - MathF.Abs(y));

    private static float Disc(float x, float y, float radius) => radius - MathF.Sqrt(x * x + y * y);

    private static float Heart(float x, float y)
    {
        var (right, down) = (0.7071f * (MathF.Abs(x) + y - 0.05f), 0.7071f * (MathF.Abs(x) - y + 0.05f));
        return Math.Max(Disc(MathF.Abs(x) - 0.42f, y + 0.36f, 0.52f), Math.Min(0.62f - MathF.Abs(right), 0.62f - MathF.Abs(down)));
    }

    private static float Star(float x, float y)
    {
        const float Part = MathF.Tau / 5;
        var angle = MathF.Atan2(x, -y);
        var beside = MathF.Abs(angle - Part * MathF.Round(angle / Part)) / (Part / 2); // 0 at a point, 1 between two
        return 0.7f * (1.05f - 0.62f * MathF.Pow(beside, 0.65f) - MathF.Sqrt(x * x + y * y));
    }
}
