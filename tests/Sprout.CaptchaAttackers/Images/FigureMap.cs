using System.Numerics;

namespace Sprout.CaptchaAttackers.Images;

/// <summary>What may tell figures from their ground, pixel by pixel.</summary>
internal sealed class FigureMap(Plane plane, bool isSigned)
{
    private readonly float _floor = MathF.Sqrt(plane.Values.Average(value => value * value)) * 4;

    public int Width => plane.Width;

    public int Height => plane.Height;

    /// <summary>The places around a middle, of mean 0 and length 1, or less where nothing is to be seen.</summary>
    public float[] Window(int x, int y)
    {
        var window = new float[FigureTemplate.Places.Length];
        var sum = 0f;
        for (var i = 0; i < window.Length; i++)
            sum += window[i] = plane.Near(x + FigureTemplate.Places[i].X, y + FigureTemplate.Places[i].Y);
        var (mean, squares) = (sum / window.Length, 0f);
        for (var i = 0; i < window.Length; i++)
        {
            window[i] -= mean;
            squares += window[i] * window[i];
        }

        var length = MathF.Sqrt(squares) + _floor;
        for (var i = 0; i < window.Length; i++)
            window[i] /= length;
        return window;
    }

    /// <summary>How alike a window and a figure are, -1 to 1; a figure may be lighter than its ground or darker.</summary>
    public double Match(float[] window, float[] filter)
    {
        var sum = Vector<float>.Zero;
        var at = 0;
        for (; at <= window.Length - Vector<float>.Count; at += Vector<float>.Count)
            sum += new Vector<float>(window, at) * new Vector<float>(filter, at);
        var match = Vector.Sum(sum);
        for (; at < window.Length; at++)
            match += window[at] * filter[at];
        return isSigned ? Math.Abs(match) : match;
    }
}
