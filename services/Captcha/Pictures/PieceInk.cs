namespace Sprout.Captcha.Pictures;

/// <summary>Draws the piece: in colours of its own, with a light rim, on nothing.</summary>
internal static class PieceInk
{
    private const float Rim = 1.6f;

    /// <summary>Red, green, blue and alpha of each pixel, as high as the picture.</summary>
    public static byte[] Paint(Random random, PieceShape shape, Palette palette, ReadOnlySpan<float> brightness, int height, int top)
    {
        var pixels = new byte[PieceShape.Box * height * 4];
        var (middle, contrast) = (0.45f + 0.15f * random.NextSingle(), 0.2f + 0.1f * random.NextSingle());
        for (var y = 0; y < PieceShape.Box; y++)
        {
            for (var x = 0; x < PieceShape.Box; x++)
            {
                var depth = shape.Depth(x, y);
                if (depth <= -1)
                    continue;
                var pixel = pixels.AsSpan(((y + top) * PieceShape.Box + x) * 4, 4);
                var tone = middle + contrast * brightness[y * PieceShape.Box + x];
                if (depth < Rim)
                    tone = y + x < PieceShape.Box ? 0.98f : 0.02f; // lit from the upper left
                palette.Colors.AsSpan(3 * Math.Clamp((int)(tone * Palette.Tones), 0, Palette.Tones - 1), 3).CopyTo(pixel);
                pixel[3] = (byte)(255 * Math.Clamp(depth + 1, 0, 1));
            }
        }

        return pixels;
    }
}
