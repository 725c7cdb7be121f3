namespace Sprout.Captcha.Pictures;

/// <summary>The outline of a piece: a square, each side of which bulges out or in, somewhere.</summary>
internal sealed class PieceShape
{
    /// <summary>Width and height of the box around any shape, in pixels.</summary>
    public const int Box = 60;

    private const float HalfSide = 21;
    private const float Radius = 7.5f;
    private const float Sink = 2.5f;

    private readonly bool[] _isOut;
    private readonly float[] _along;

    private PieceShape(bool[] isOut, float[] along) => (_isOut, _along) = (isOut, along);

    public static PieceShape Draw(Random random)
    {
        bool[] isOut = [random.Next(2) == 0, random.Next(2) == 0, random.Next(2) == 0, random.Next(2) == 0];
        float[] along = new float[4];
        for (var side = 0; side < 4; side++)
            along[side] = Place(random);
        return new(isOut, along);
    }

    /// <summary>A shape like this one, of which two or three sides bulge the other way.</summary>
    public PieceShape DrawDecoy(Random random)
    {
        var (isOut, along) = ((bool[])_isOut.Clone(), (float[])_along.Clone());
        var (first, same) = (random.Next(4), random.Next(3));
        for (var side = 0; side < 4; side++)
            if (side == first || side != (first + 1 + same) % 4 && random.Next(4) != 0)
                (isOut[side], along[side]) = (!isOut[side], Place(random));
        return new(isOut, along);
    }

    /// <summary>How far a place is inside the outline, in pixels; negative outside. <paramref name="x"/> and <paramref name="y"/> are from the box's upper left corner.</summary>
    public float Depth(float x, float y)
    {
        x -= Box / 2f;
        y -= Box / 2f;
        var depth = HalfSide - MathF.Max(MathF.Abs(x), MathF.Abs(y));
        depth = Bulge(0, depth, x - _along[0], y + HalfSide);
        depth = Bulge(1, depth, y - _along[1], HalfSide - x);
        depth = Bulge(2, depth, x - _along[2], HalfSide - y);
        return Bulge(3, depth, y - _along[3], x + HalfSide);
    }

    private static float Place(Random random) => (random.NextSingle() * 2 - 1) * (HalfSide - Radius - 5);

    // across: how far inside the side's line.
    private float Bulge(int side, float depth, float along, float across)
    {
        var isOut = _isOut[side];
        var away = across - (isOut ? Sink - Radius : Radius - Sink);
        var round = Radius - MathF.Sqrt(along * along + away * away);
        return isOut ? MathF.Max(depth, round) : MathF.Min(depth, -round);
    }
}
