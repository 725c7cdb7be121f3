using System.Runtime.Intrinsics;

namespace Sprout.CaptchaAttackers.Images;

/// <summary>
/// Which way the lines of a texture run, place by place: how much of eight directions there is, by Gabor's filters in quadrature (Bovik, Clark and Geisler 1990), whatever their phase
/// and brightness. Texture that people tell apart at a glance differs in this (Malik and Perona 1990).
/// </summary>
internal sealed class Grain
{
    public const int Directions = 8;

    private readonly int _width;
    private readonly float[] _shares; // eight per pixel

    private Grain(int width, float[] shares) => (_width, _shares) = (width, shares);

    /// <summary>Measures a brightness.</summary>
    /// <param name="light">The brightness.</param>
    /// <param name="weight">Where it counts, 0 to 1; null for everywhere.</param>
    /// <param name="wavelength">From one line to the next, in pixels.</param>
    /// <param name="sigma">How far the filters reach.</param>
    public static Grain Of(Plane light, Plane? weight, double wavelength, double sigma)
    {
        var mean = light.Blur(sigma * 2);
        var flat = Plane.Of(light.Width, light.Height, (x, y) => (light[x, y] - mean[x, y]) * (weight?[x, y] ?? 1));
        var energies = Enumerable.Range(0, Directions).Select(i => Energy(flat, i * Math.PI / Directions, wavelength, sigma)).ToArray();
        var shares = new float[flat.Values.Length * Directions];
        for (var i = 0; i < flat.Values.Length; i++)
        {
            var sum = energies.Sum(energy => energy.Values[i]) + 1e-3f;
            for (var direction = 0; direction < Directions; direction++)
                shares[(i * Directions) + direction] = energies[direction].Values[i] / sum;
        }

        return new(flat.Width, shares);
    }

    /// <summary>The wavelength of which there is most.</summary>
    public static double Wavelength(Plane light)
    {
        var flat = light.With(light.Blur(12), (value, around) => value - around);
        return Enumerable.Range(0, 9).Select(i => 4 * Math.Pow(1.15, i)).MaxBy(wavelength =>
            Enumerable.Range(0, 4).Sum(i => Energy(flat, i * Math.PI / 4, wavelength, wavelength).Values.Average()));
    }

    /// <summary>The shares of the directions over places, with the piece at an offset.</summary>
    public double[] Over((int X, int Y)[] places, int offset)
    {
        var (sum, count) = (Vector256<float>.Zero, 0);
        foreach (var (x, y) in places)
        {
            if (x + offset < 0 || x + offset >= _width)
                continue;
            count++;
            sum += Vector256.Create(_shares.AsSpan(((y * _width) + x + offset) * Directions, Directions));
        }

        var shares = new double[Directions];
        for (var direction = 0; direction < Directions; direction++)
            shares[direction] = sum[direction] / Math.Max(1, count);
        return shares;
    }

    /// <summary>How unlike the lines at each place are to those around it, 0 to 1.</summary>
    public Plane Misfit(double sigma)
    {
        var height = _shares.Length / Directions / _width;
        var around = Enumerable.Range(0, Directions).Select(direction => Plane.Of(_width, height, (x, y) => _shares[(((y * _width) + x) * Directions) + direction]).Blur(sigma)).ToArray();
        return Plane.Of(_width, height, (x, y) =>
        {
            var (here, both, theirs) = (0f, 0f, 0f);
            for (var direction = 0; direction < Directions; direction++)
            {
                var (own, mean) = (_shares[(((y * _width) + x) * Directions) + direction], around[direction][x, y]);
                (here, both, theirs) = (here + (own * own), both + (own * mean), theirs + (mean * mean));
            }

            return 1 - (both / MathF.Sqrt((here * theirs) + 1e-9f));
        });
    }

    // An isotropic Gabor filter is a product of one across and one down.
    private static Plane Energy(Plane plane, double angle, double wavelength, double sigma)
    {
        var (kx, ky) = (2 * Math.PI * Math.Cos(angle) / wavelength, 2 * Math.PI * Math.Sin(angle) / wavelength);
        var radius = (int)Math.Ceiling(2.5 * sigma);
        var (width, height) = (plane.Width, plane.Height);
        var (re, im, energy) = (new Plane(width, height), new Plane(width, height), new Plane(width, height));
        for (var i = -radius; i <= radius; i++)
        {
            var weight = Math.Exp(-i * i / (2 * sigma * sigma));
            var (c, s) = ((float)(weight * Math.Cos(kx * i)), (float)(weight * Math.Sin(kx * i)));
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++)
                {
                    var value = plane.Near(x + i, y);
                    re[x, y] += c * value;
                    im[x, y] += s * value;
                }
            }
        }

        var (downRe, downIm) = (new Plane(width, height), new Plane(width, height));
        for (var i = -radius; i <= radius; i++)
        {
            var weight = Math.Exp(-i * i / (2 * sigma * sigma));
            var (c, s) = ((float)(weight * Math.Cos(ky * i)), (float)(weight * Math.Sin(ky * i)));
            for (var y = 0; y < height; y++)
            {
                var from = Math.Clamp(y + i, 0, height - 1) * width;
                for (var x = 0; x < width; x++)
                {
                    var (a, b, at) = (re.Values[from + x], im.Values[from + x], (y * width) + x);
                    downRe.Values[at] += (c * a) - (s * b);
                    downIm.Values[at] += (c * b) + (s * a);
                }
            }
        }

        for (var i = 0; i < energy.Values.Length; i++)
            energy.Values[i] = (downRe.Values[i] * downRe.Values[i]) + (downIm.Values[i] * downIm.Values[i]);
        return energy;
    }
}
