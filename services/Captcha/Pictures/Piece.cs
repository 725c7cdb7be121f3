namespace Sprout.Captcha.Pictures;

/// <summary>The piece: a badge that shows which figure is meant, and below it a hand to lay over that figure.</summary>
internal static class Piece
{
    /// <summary>Its width, in pixels; its middle is what counts.</summary>
    public const int Width = 44;

    /// <summary>Height of the badge, in pixels; the figures are below.</summary>
    public const int Badge = 44;

    private const float Corner = 9;
    private const int Hand = 3; // px wide

    /// <summary>Red, green, blue and alpha of each pixel, as high as the picture.</summary>
    public static byte[] Paint(int figure, Palette palette, int height)
    {
        var pixels = new byte[Width * height * 4];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < Width; x++)
            {
                var (tone, alpha) = y < Badge ? InBadge(figure, x, y) : OnHand(x, height - y);
                var pixel = pixels.AsSpan((y * Width + x) * 4, 4);
                palette.Colors.AsSpan(3 * (int)(tone * (Palette.Tones - 1)), 3).CopyTo(pixel);
                pixel[3] = (byte)(255 * alpha);
            }

        return pixels;
    }

    private static (float Tone, float Alpha) InBadge(int figure, int x, int y)
    {
        var (right, down) = (x - (Width - 1) / 2f, y - (Badge - 1) / 2f);
        var (beyondX, beyondY) = (MathF.Max(0, MathF.Abs(right) - Width / 2f + Corner), MathF.Max(0, MathF.Abs(down) - Badge / 2f + Corner));
        var depth = Corner - MathF.Sqrt(beyondX * beyondX + beyondY * beyondY);
        var ink = Math.Clamp(Figure.Radius * FigureShape.Depth(figure, right / Figure.Radius, down / Figure.Radius) + 0.5f, 0, 1);
        return (depth < 1.5f ? 0.25f : 1 - ink, Math.Clamp(depth, 0, 1));
    }

    private static (float Tone, float Alpha) OnHand(int x, int fromBelow)
    {
        var away = Math.Abs(2 * x - (Width - 1));
        return (away < Hand ? 1 : 0, away < Hand ? 0.85f : away < Hand + 4 && fromBelow > 0 ? 0.45f : 0);
    }
}
