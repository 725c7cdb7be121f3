namespace Sprout.Captcha.Pictures;

/// <summary>The lines of one picture: waves whose direction changes slowly from place to place.</summary>
internal sealed class Flow
{
    private const int TableSize = 1024;
    private const float Wavelength = 8.5f;

    private static readonly float[] Wave = [.. Enumerable.Range(0, TableSize).Select(i => MathF.Cos(i * 2 * MathF.PI / TableSize))];

    private readonly Random _random;
    private readonly int _width;
    private readonly SmoothField _bends;
    private readonly SmoothField _otherBends;
    private readonly SmoothField _contrast;
    private readonly SmoothField _light;
    private readonly SmoothField _edges;
    private readonly SmoothField _shift;
    private readonly float _angle;

    public Flow(Random random, int width, int height)
    {
        (_random, _width) = (random, width);
        _bends = new(random, width, height, 52);
        _otherBends = new(random, width, height, 40);
        _contrast = new(random, width, height, 34);
        _light = new(random, width, height, 70);
        _edges = new(random, width, height, 9);
        _shift = new(random, width, height, 30);
        _angle = random.NextSingle() * MathF.PI;
    }

    /// <summary>Draws the picture's tones, and the brightness of what belongs into the first hole (-1 to 1, row by row of its box).</summary>
    public void Paint(Hole[] holes, Span<byte> tones, Span<float> piece, ReadOnlySpan<byte> grain)
    {
        var waves = holes.Select((_, i) => Turned(_angle + Turn(i))).ToArray();
        var own = Turned(_angle);
        var height = tones.Length / _width;
        var (phase, other, contrast) = (new float[_width], new float[_width], new float[_width]);
        var (light, edges, shift) = (new float[_width], new float[_width], new float[_width]);
        for (var y = 0; y < height; y++)
        {
            _bends.Row(y, phase);
            _otherBends.Row(y, other);
            _contrast.Row(y, contrast);
            _light.Row(y, light);
            _edges.Row(y, edges);
            for (var x = 0; x < _width; x++)
                phase[x] = own.At(x, y) + 1.3f * phase[x];
            if (y >= holes[0].Top && y < holes[0].Top + PieceShape.Box)
            {
                _shift.Row(y, shift);
                PaintPiece(holes[0], y, phase, shift, piece);
            }

            for (var i = 0; i < holes.Length; i++)
                Cut(holes[i], waves[i], y, phase, other, edges);
            var noise = grain[_random.Next(grain.Length - _width)..];
            var row = tones.Slice(y * _width, _width);
            for (var x = 0; x < _width; x++)
            {
                var tone = 0.5f + (0.27f + 0.08f * contrast[x]) * WaveAt(phase[x]) + 0.13f * light[x] + (noise[x] - 127.5f) * (0.22f / 255);
                row[x] = (byte)Math.Clamp((int)(tone * Palette.Tones), 0, Palette.Tones - 1);
            }
        }
    }

    // Between a third and a half of a right angle's double: never nearly the same way.
    private float Turn(int _) => MathF.PI * (0.3f + 0.4f * _random.NextSingle());

    private static float WaveAt(float turns) => Wave[(int)MathF.Floor(turns * TableSize) & TableSize - 1];

    private static void PaintPiece(Hole hole, int y, ReadOnlySpan<float> phase, ReadOnlySpan<float> shift, Span<float> piece)
    {
        var row = piece.Slice((y - hole.Top) * PieceShape.Box, PieceShape.Box);
        for (var x = 0; x < row.Length; x++)
            row[x] = WaveAt(phase[hole.Left + x] + 0.6f * shift[hole.Left + x]);
    }

    private static void Cut(Hole hole, Direction wave, int y, Span<float> phase, ReadOnlySpan<float> other, ReadOnlySpan<float> edges)
    {
        if (y < hole.Top || y >= hole.Top + PieceShape.Box)
            return;
        for (var x = hole.Left; x < hole.Left + PieceShape.Box; x++)
            if (hole.Shape.Depth(x - hole.Left, y - hole.Top) + 1.6f * edges[x] > 0)
                phase[x] = wave.At(x, y) + 1.1f * other[x];
    }

    private static Direction Turned(float angle) => new(MathF.Cos(angle) / Wavelength, MathF.Sin(angle) / Wavelength);

    // Waves per pixel, across and down.
    private readonly record struct Direction(float X, float Y)
    {
        public float At(int x, int y) => x * X + y * Y;
    }
}
