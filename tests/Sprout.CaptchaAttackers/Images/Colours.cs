namespace Sprout.CaptchaAttackers.Images;

/// <summary>A picture's red, green, blue and alpha, each 0 to 255, and its brightness.</summary>
internal sealed record Colours(Plane Red, Plane Green, Plane Blue, Plane Alpha)
{
    public int Width => Red.Width;

    public int Height => Red.Height;

    /// <summary>Brightness by ITU-R BT.601.</summary>
    public Plane Light { get; } = Plane.Of(Red.Width, Red.Height, (x, y) => (0.299f * Red[x, y]) + (0.587f * Green[x, y]) + (0.114f * Blue[x, y]));

    public Plane RedGreen => Red.With(Green, (red, green) => red - green);

    public Plane BlueYellow => Plane.Of(Width, Height, (x, y) => Blue[x, y] - ((Red[x, y] + Green[x, y]) / 2));

    public Plane Saturation => Plane.Of(Width, Height, (x, y) =>
        Math.Max(Red[x, y], Math.Max(Green[x, y], Blue[x, y])) - Math.Min(Red[x, y], Math.Min(Green[x, y], Blue[x, y])));

    public static Colours Of(byte[] png)
    {
        var (width, height, rgba) = Png.Decode(png);
        return new(Channel(0), Channel(1), Channel(2), Channel(3));

        Plane Channel(int channel) => Plane.Of(width, height, (x, y) => rgba[(((y * width) + x) * 4) + channel]);
    }

    public Colours Rows(int top, int bottom)
    {
        return new(Cut(Red), Cut(Green), Cut(Blue), Cut(Alpha));

        Plane Cut(Plane plane) => Plane.Of(plane.Width, bottom - top, (x, y) => plane[x, y + top]);
    }

    public Colours Blur(double sigma) => new(Red.Blur(sigma), Green.Blur(sigma), Blue.Blur(sigma), Alpha);
}
