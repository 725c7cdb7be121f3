namespace Sprout.Captcha.Pictures;

/// <summary>The lines of one picture: waves whose direction changes slowly from place to place.</summary>
internal sealed class Flow
{
    private const int TableSize = 1024;
    private const float Wavelength = 5.6f; // px
    private const float Bend = 1.3f; // wavelengths

    private static readonly float[] Wave = [.. Enumerable.Range(0, TableSize).Select(i => MathF.Cos(i * 2 * MathF.PI / TableSize))];

    private readonly Random _random;
    private readonly SmoothField _bends;
    private readonly SmoothField _contrast;
    private readonly SmoothField _light;
    private readonly SmoothField _edges;
    private readonly float _angle;
    private readonly float[] _rows;
    private readonly int _width;

    public Flow(Random random, int width, int height)
    {
        (_random, _width) = (random, width);
        _bends = new(random, width, height, 46);
        _contrast = new(random, width, height, 34);
        _light = new(random, width, height, 70);
        _edges = new(random, width, height, 9);
        _angle = random.NextSingle() * MathF.PI;
        _rows = new float[5 * width];
    }

    /// <summary>Draws the tones of a picture with figures in it.</summary>
    public void Paint(Figure[] figures, Span<byte> tones, ReadOnlySpan<byte> grain)
    {
        var waves = figures.Select(figure => new Direction(_angle + figure.Turn)).ToArray();
        var own = new Direction(_angle);
        Span<float> phase = Row(0), bends = Row(1), contrast = Row(2), light = Row(3), edges = Row(4);
        for (var y = 0; y < tones.Length / _width; y++)
        {
            _bends.Row(y, bends);
            _contrast.Row(y, contrast);
            _light.Row(y, light);
            _edges.Row(y, edges);
            for (var x = 0; x < _width; x++)
                (phase[x], light[x]) = (own.At(x, y) + Bend * bends[x], 0.1f * light[x]);
            for (var i = 0; i < figures.Length; i++)
                Cut(figures[i], waves[i], y, edges);
            var noise = grain[_random.Next(grain.Length - _width)..];
            var row = tones.Slice(y * _width, _width);
            for (var x = 0; x < _width; x++)
            {
                var tone = 0.5f + (0.21f + 0.06f * contrast[x]) * WaveAt(phase[x]) + light[x] + (noise[x] - 127.5f) * (0.17f / 255);
                row[x] = (byte)Math.Clamp((int)(tone * Palette.Tones), 0, Palette.Tones - 1);
            }
        }
    }

    private Span<float> Row(int index) => _rows.AsSpan(index * _width, _width);

    private static float WaveAt(float turns) => Wave[(int)MathF.Floor(turns * TableSize) & TableSize - 1];

    // The edge is frayed, for a clean one is an edge to find.
    private void Cut(Figure figure, Direction wave, int y, ReadOnlySpan<float> edges)
    {
        if (Math.Abs(y - figure.Y) > Figure.Reach)
            return;
        Span<float> phase = Row(0), bends = Row(1), light = Row(3);
        for (var x = Math.Max(0, figure.X - Figure.Reach); x < Math.Min(figure.X + Figure.Reach, _width); x++)
            if (figure.Depth(x, y) + 1.1f * edges[x] > 0)
            {
                phase[x] = wave.At(x, y) - bends[x];
                light[x] += figure.Light;
            }
    }

    // Waves per pixel, across and down.
    private readonly struct Direction(float angle)
    {
        private readonly float _x = MathF.Cos(angle) / Wavelength;
        private readonly float _y = MathF.Sin(angle) / Wavelength;

        public float At(int x, int y) => x * _x + y * _y;
    }
}
