namespace Sprout.CaptchaAttackers.People;

/// <summary>Where a hand was in each millisecond of a drag, in pixels of the picture; not yet seen through any device.</summary>
internal sealed class Movement
{
    private readonly List<(double X, double Y)> _places = [(0, 0)];

    public int DurationMs => _places.Count - 1;

    public (double X, double Y) At(double ms) => _places[Math.Clamp((int)ms, 0, DurationMs)];

    public double X => _places[^1].X;

    public void Add(double x, double y) => _places.Add((x, y));

    /// <summary>
    /// How much of its way a movement of minimum jerk has done after <paramref name="share"/> of its time (Flash and Hogan 1985, equation 3):
    /// 10τ³ − 15τ⁴ + 6τ⁵, a bell of velocity.
    /// </summary>
    public static double MinimumJerk(double share) => share * share * share * (10 + (share * (-15 + (6 * share))));
}
