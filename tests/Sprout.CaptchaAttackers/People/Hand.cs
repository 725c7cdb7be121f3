namespace Sprout.CaptchaAttackers.People;

/// <summary>
/// Moves a piece to its gap as a person's hand does: a ballistic submovement that covers most of the way, then corrections seen by the eye, until it looks
/// right (the optimized dual-submovement model of Meyer, Abrams, Kornblum, Wright and Smith 1988). Each submovement has minimum jerk (Flash and Hogan 1985) and noise
/// that grows with its speed (Harris and Wolpert 1998); tremor and slow wander lie over all of it.
/// </summary>
internal sealed class Hand
{
    private const int MaximumCorrections = 7;

    private readonly Person _person;
    private readonly Random _random;
    private readonly double _target;
    private readonly double _phaseX;
    private readonly double _phaseY;
    private readonly Movement _movement = new();
    private double _planned; // without tremor
    private double _wander; // px, vertical: where the hand's rest has slid to
    private double _speedNoise; // share of the speed, slowly changing

    private Hand(Person person, Random random, double target)
    {
        (_person, _random, _target) = (person, random, target);
        (_phaseX, _phaseY) = (random.Between(0, 2 * Math.PI), random.Between(0, 2 * Math.PI));
    }

    /// <summary>The movement from pressing to releasing.</summary>
    public static Movement Move(Person person, double target, Random random)
    {
        var hand = new Hand(person, random, target);
        hand.Drag();
        return hand._movement;
    }

    /// <summary>
    /// Milliseconds that somebody usual needs, by Fitts' law in Shannon's form, a + b·log2(D/W + 1). The constants of dragging are those of MacKenzie, Sellen and Buxton 1991
    /// (mouse 135 and 249, pen 0 and 276, there −27); trackpads lie above mice, fingers below (of the order of, e.g., Cockburn, Ahlström and Gutwin 2012).
    /// </summary>
    internal static double FittsMs(PointingDevice device, double distance, double width)
    {
        var difficulty = Math.Log2((distance / width) + 1);
        return device switch
        {
            PointingDevice.Mouse => 135 + (249 * difficulty),
            PointingDevice.Trackpad => 180 + (300 * difficulty),
            PointingDevice.Touch => 100 + (190 * difficulty),
            _ => 276 * difficulty,
        };
    }

    private void Drag()
    {
        // They have looked at the gap before they press, and some go on looking.
        Rest(_random.LogNormal(90, 0.6) * _person.Slowness);
        var width = 2 * (_person.Carefulness + 1.5);
        var whole = FittsMs(_person.Device, _target, width) * _person.Slowness * _random.LogNormal(1, 0.12);
        Ballistic(whole * _random.Between(0.42, 0.62));
        for (var correction = 0; correction < MaximumCorrections; correction++)
        {
            var seen = _target - _planned + _random.Normal(0, 0.6);
            if (Math.Abs(seen) <= _person.Carefulness)
                break;
            // Visual feedback takes 100 to 200 ms (Keele and Posner 1968; less in Carlton 1981), and often the next submovement is on its way already.
            Rest(_random.Happens(0.35) ? _random.Between(0, 25) : _random.LogNormal(110, 0.35) * _person.Slowness);
            var duration = Math.Max(90, (120 + (38 * Math.Log2(Math.Abs(seen) + 1))) * _person.Slowness * _random.LogNormal(1, 0.25));
            Submove(seen * _random.Normal(0.95, 0.1), duration);
        }

        Rest(_random.LogNormal(210, 0.5) * _person.Slowness);
        Release();
    }

    private void Ballistic(double durationMs)
    {
        var reach = _target * Math.Clamp(_person.Reach + _random.Normal(0, 0.04), 0.6, 1.15);
        if (_random.Happens(0.12))
        {
            // They hesitate on the way: two movements with a pause between.
            var first = _random.Between(0.3, 0.7);
            Submove(reach * first, durationMs * _random.Between(0.55, 0.75));
            Rest(_random.LogNormal(220, 0.5) * _person.Slowness);
            Submove(reach - _planned, durationMs * _random.Between(0.55, 0.75));
        }
        else
        {
            Submove(reach, durationMs);
        }
    }

    private void Submove(double amplitude, double durationMs)
    {
        var from = _planned;
        var to = from + (amplitude * (1 + _random.Normal(0, _person.EndpointScatter)));
        // Fast movements brake longer than they accelerate (Nagasaki 1989): the peak of velocity comes before the middle.
        var skew = _random.Between(0.82, 1.02);
        var steps = Math.Max(20, (int)durationMs);
        var drift = 0.0;
        for (var step = 1; step <= steps; step++)
        {
            var (before, now) = (Progress(step - 1), Progress(step));
            _speedNoise = (_speedNoise * 0.985) + _random.Normal(0, 0.012);
            drift += (to - from) * (now - before) * _speedNoise;
            _planned = from + ((to - from) * now) + drift;
            _wander += _random.Normal(0, 0.004 * Math.Sqrt(Math.Abs(to - from)));
            Write();
        }

        double Progress(int step) => Movement.MinimumJerk(Math.Pow((double)step / steps, skew));
    }

    private void Rest(double durationMs)
    {
        for (var step = 0; step < (int)durationMs; step++)
        {
            _wander += _random.Normal(0, 0.012);
            _planned += _random.Normal(0, 0.008);
            Write();
        }
    }

    // A finger rolls as it is lifted, a button pushes the mouse.
    private void Release()
    {
        var push = _random.Normal(0, _person.Device switch { PointingDevice.Touch => 0.9, PointingDevice.Pen => 0.6, PointingDevice.Trackpad => 0.4, _ => 0.3 });
        var from = _planned;
        const int Steps = 24;
        for (var step = 1; step <= Steps; step++)
        {
            _planned = from + (push * Movement.MinimumJerk((double)step / Steps));
            Write();
        }
    }

    private void Write()
    {
        var seconds = _movement.DurationMs / 1000.0;
        var turn = 2 * Math.PI * _person.Tremor.Hz * seconds;
        var share = Math.Clamp(_planned / _target, 0, 1.1);
        var arc = _person.Arc * _target * Math.Sin(Math.PI * Math.Min(share, 1));
        var y = arc + (_person.Slope * _planned) + _wander + (_person.Tremor.Px * Math.Sin(turn + _phaseY));
        _movement.Add(_planned + (_person.Tremor.Px * 0.7 * Math.Sin((turn * 1.03) + _phaseX)), y);
    }
}
