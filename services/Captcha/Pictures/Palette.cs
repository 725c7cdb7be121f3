namespace Sprout.Captcha.Pictures;

/// <summary>Tones from dark to light, whose colour turns on the way.</summary>
internal sealed class Palette
{
    /// <summary>How many tones; no more than half a byte tells, for pictures are sent often.</summary>
    public const int Tones = 16;

    private Palette(byte[] colors) => Colors = colors;

    /// <summary>Red, green and blue of each.</summary>
    public byte[] Colors { get; }

    /// <summary>Draws one.</summary>
    public static Palette Draw(Random random)
    {
        var (hue, turn) = (random.NextSingle() * 360, (random.NextSingle() * 2 - 1) * 70);
        var (saturation, dark, light) = (0.25f + 0.2f * random.NextSingle(), 0.18f + 0.08f * random.NextSingle(), 0.78f + 0.1f * random.NextSingle());
        var colors = new byte[Tones * 3];
        for (var tone = 0; tone < Tones; tone++)
        {
            var t = tone / (Tones - 1f);
            Put(colors.AsSpan(tone * 3), hue + turn * t, saturation, dark + (light - dark) * t);
        }

        return new(colors);
    }

    // HSL to RGB: https://www.w3.org/TR/css-color-4/#hsl-to-rgb
    private static void Put(Span<byte> color, float hue, float saturation, float lightness)
    {
        var range = saturation * MathF.Min(lightness, 1 - lightness);
        Span<int> offsets = [0, 8, 4];
        for (var i = 0; i < 3; i++)
        {
            var k = (offsets[i] + hue / 30 + 24) % 12;
            color[i] = (byte)(255 * (lightness - range * MathF.Max(-1, MathF.Min(MathF.Min(k - 3, 9 - k), 1))));
        }
    }
}
