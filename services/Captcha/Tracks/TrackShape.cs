using System.Runtime.InteropServices;
using Sprout.Contracts;

namespace Sprout.Captcha.Tracks;

/// <summary>
/// What stays of a track when it is shifted, scaled in either direction or stretched in time: x over time from 0 to 1, and y over time with mean 0 and
/// variance 1.
/// </summary>
internal sealed class TrackShape
{
    /// <summary>Bytes of a shape that is stored.</summary>
    public const int Length = 2 * Samples * sizeof(float);

    private const int Samples = 32;

    private readonly float[] _values;

    private TrackShape(float[] values) => _values = values;

    /// <summary>The shape of a track that has a way and a duration.</summary>
    public static TrackShape Of(IReadOnlyList<TrackPoint> track)
    {
        var values = new float[2 * Samples];
        var xs = values.AsSpan(0, Samples);
        var ys = values.AsSpan(Samples);
        TrackCurve.Sample(track, xs, ys);
        var (first, way) = (xs[0], xs[^1] - xs[0]);
        foreach (ref var x in xs)
            x = (x - first) / way;
        var (mean, squares) = (0f, 0f);
        foreach (var y in ys)
            mean += y / Samples;
        foreach (var y in ys)
            squares += (y - mean) * (y - mean);
        var deviation = MathF.Sqrt(squares / Samples);
        foreach (ref var y in ys)
            y = deviation < 0.01f ? 0 : (y - mean) / deviation;
        return new(values);
    }

    /// <summary>Reads one that was stored; null for bytes that are none.</summary>
    public static TrackShape? Read(ReadOnlySpan<byte> bytes) => bytes.Length == Length ? new(MemoryMarshal.Cast<byte, float>(bytes).ToArray()) : null;

    /// <summary>Bytes to store.</summary>
    public byte[] ToBytes() => MemoryMarshal.AsBytes(_values.AsSpan()).ToArray();

    /// <summary>How different the ways are: the root of the mean square of x, as a share of the way.</summary>
    public float WayTo(TrackShape other)
    {
        var sum = 0f;
        for (var i = 0; i < Samples; i++)
            sum += (_values[i] - other._values[i]) * (_values[i] - other._values[i]);
        return MathF.Sqrt(sum / Samples);
    }

    /// <summary>How alike they go up and down: the correlation of y, 0 to 1; mirrored is alike too.</summary>
    public float LikenessTo(TrackShape other)
    {
        var sum = 0f;
        for (var i = Samples; i < 2 * Samples; i++)
            sum += _values[i] * other._values[i];
        return MathF.Abs(sum / Samples);
    }
}
