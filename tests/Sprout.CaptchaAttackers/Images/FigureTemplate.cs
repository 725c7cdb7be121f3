namespace Sprout.CaptchaAttackers.Images;

/// <summary>A figure to be found though it may be turned and stretched a little: a zero-mean filter for each way.</summary>
internal sealed class FigureTemplate
{
    /// <summary>Around a figure's middle, in pixels.</summary>
    public const int Reach = 22;

    private static readonly double[] Turns = [-0.25, -0.12, 0, 0.12, 0.25];
    private static readonly double[] Stretches = [0.88, 1, 1.12];

    private FigureTemplate(Plane ink, float[][] plain, float[][] all) => (Ink, Plain, All) = (ink, plain, all);

    /// <summary>The places around the middle that count.</summary>
    public static (int X, int Y)[] Places { get; } =
        [.. from y in Enumerable.Range(-Reach / 2, Reach + 1) from x in Enumerable.Range(-Reach / 2, Reach + 1) where (x * x) + (y * y) <= Reach * Reach / 4 select (2 * x, 2 * y)];

    public Plane Ink { get; }

    /// <summary>Weights of the places, only turned.</summary>
    public float[][] Plain { get; }

    /// <summary>Weights of the places, turned and stretched.</summary>
    public float[][] All { get; }

    public static FigureTemplate Of(Plane ink)
    {
        var soft = ink.Blur(2);
        return new(ink, [.. Turns.Select(turn => Weights(soft, turn, 1, 1))], [.. from turn in Turns from wide in Stretches from high in Stretches select Weights(soft, turn, wide, high)]);
    }

    /// <summary>Whether two signs show the same figure.</summary>
    public bool IsSameAs(Plane other)
    {
        var (both, either) = (0, 0);
        for (var i = 0; i < Ink.Values.Length; i++)
            (both, either) = (both + (Ink.Values[i] > 0 && other.Values[i] > 0 ? 1 : 0), either + (Ink.Values[i] > 0 || other.Values[i] > 0 ? 1 : 0));
        return both > 0.85 * either;
    }

    private static float[] Weights(Plane ink, double turn, double wide, double high)
    {
        var (sine, cosine) = Math.SinCos(turn);
        var middle = (ink.Width - 1) / 2.0;
        var weights = Places.Select(place => ink.Near(
            (int)Math.Round(middle + (((cosine * place.X) + (sine * place.Y)) / wide)),
            (int)Math.Round(middle + (((-sine * place.X) + (cosine * place.Y)) / high)))).ToArray();
        var mean = weights.Average();
        var length = MathF.Sqrt(weights.Sum(weight => (weight - mean) * (weight - mean))) + 1e-6f;
        return [.. weights.Select(weight => (weight - mean) / length)];
    }
}
