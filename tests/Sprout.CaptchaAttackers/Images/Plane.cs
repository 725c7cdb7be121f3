namespace Sprout.CaptchaAttackers.Images;

/// <summary>One number for each pixel.</summary>
internal sealed class Plane
{
    public Plane(int width, int height) => (Width, Height, Values) = (width, height, new float[width * height]);

    public int Width { get; }

    public int Height { get; }

    public float[] Values { get; }

    public float this[int x, int y]
    {
        get => Values[(y * Width) + x];
        set => Values[(y * Width) + x] = value;
    }

    /// <summary>The value there, or at the nearest place inside.</summary>
    public float Near(int x, int y) => Values[(Math.Clamp(y, 0, Height - 1) * Width) + Math.Clamp(x, 0, Width - 1)];

    public static Plane Of(int width, int height, Func<int, int, float> value)
    {
        var plane = new Plane(width, height);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                plane[x, y] = value(x, y);
        return plane;
    }

    public Plane Map(Func<float, float> change) => Of(Width, Height, (x, y) => change(this[x, y]));

    public Plane With(Plane other, Func<float, float, float> combine) => Of(Width, Height, (x, y) => combine(this[x, y], other[x, y]));
}
