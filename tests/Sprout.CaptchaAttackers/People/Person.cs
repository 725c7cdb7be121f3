namespace Sprout.CaptchaAttackers.People;

/// <summary>
/// What stays the same about somebody from one drag to the next. Synthetic: the numbers stand in, or are of the order of those in, the literature that is named
/// beside them, and where nothing is named they are our guess. Nobody was recorded.
/// </summary>
public sealed record Person
{
    /// <summary>With what they drag.</summary>
    public required PointingDevice Device { get; init; }

    /// <summary>One of ten people uses the left hand (Papadatou-Pastou et al. 2020: 10.6 %); arcs bend the other way.</summary>
    public required bool IsLeftHanded { get; init; }

    /// <summary>Factor on all durations; 1 is usual. Older people take 1.5 to 2 times as long (Walker, Philbin and Fisk 1997).</summary>
    public required double Slowness { get; init; }

    /// <summary>How far, as a share of the amplitude, the end of a submovement scatters: 2 to 7 % (Meyer et al. 1988; Harris and Wolpert 1998).</summary>
    public required double EndpointScatter { get; init; }

    /// <summary>Mean share of the distance that the first, ballistic, submovement covers: people undershoot more often than they overshoot (Meyer et al. 1988).</summary>
    public required double Reach { get; init; }

    /// <summary>Height of the path's arc as a share of the distance; wrist and elbow turn, they do not slide.</summary>
    public required double Arc { get; init; }

    /// <summary>Vertical drift as a share of the distance: a mouse that is not held straight.</summary>
    public required double Slope { get; init; }

    /// <summary>Amplitude of the tremor in pixels of the picture, and its frequency: 8 to 12 Hz (Elble and Koller 1990).</summary>
    public required (double Px, double Hz) Tremor { get; init; }

    /// <summary>How far from the gap, in pixels, still looks right to them.</summary>
    public required double Carefulness { get; init; }

    /// <summary>Pixels of the picture per pixel of their pointer: pictures are shown larger or smaller than they are.</summary>
    public required double Zoom { get; init; }

    /// <summary>Milliseconds between two events that the browser delivers.</summary>
    public required double EventInterval { get; init; }

    /// <summary>Draws somebody.</summary>
    public static Person Draw(Random random)
    {
        var device = random.Pick((PointingDevice.Mouse, 0.5), (PointingDevice.Trackpad, 0.22), (PointingDevice.Touch, 0.23), (PointingDevice.Pen, 0.05));
        var isLeftHanded = random.Happens(0.106);
        var side = isLeftHanded ? -1 : 1;
        var direct = device is PointingDevice.Touch or PointingDevice.Pen;
        return new()
        {
            Device = device,
            IsLeftHanded = isLeftHanded,
            Slowness = Math.Clamp(random.LogNormal(1, 0.3), 0.6, 2.6) * (device == PointingDevice.Trackpad ? 1.2 : 1),
            EndpointScatter = random.Between(0.02, 0.07),
            Reach = Math.Clamp(random.Normal(0.94, 0.06), 0.78, 1.1),
            Arc = side * random.Normal(-0.02, direct ? 0.035 : 0.025),
            Slope = side * random.Normal(0.012, direct ? 0.04 : 0.025),
            Tremor = (random.LogNormal(direct ? 0.35 : 0.22, 0.5), random.Between(8, 12)),
            Carefulness = random.Between(1, direct ? 3 : 2.2),
            Zoom = direct ? random.Between(0.8, 1.4) : random.Pick((1.0, 0.7), (0.8, 0.1), (0.909, 0.1), (1.25, 0.1)),
            // Chrome and Safari deliver one move per frame (60 Hz, now and then 120 or 144); Firefox may deliver what the device does (125, 250 Hz).
            EventInterval = 1000 / random.Pick((60.0, 0.62), (120.0, 0.12), (144.0, 0.04), (125.0, 0.14), (250.0, 0.08)),
        };
    }
}
