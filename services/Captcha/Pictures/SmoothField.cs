namespace Sprout.Captcha.Pictures;

/// <summary>Chance that changes slowly from place to place: random values on a coarse grid, and cubic B-splines between them. About -1 to 1.</summary>
internal sealed class SmoothField
{
    private readonly float[] _grid;
    private readonly float[] _line;
    private readonly float[] _weights;
    private readonly int _columns;
    private readonly int _width;
    private readonly float _cell;

    /// <summary>Draws the values.</summary>
    /// <param name="random">Where chance comes from.</param>
    /// <param name="width">Of the picture, in pixels.</param>
    /// <param name="height">Of the picture, in pixels.</param>
    /// <param name="cell">The distance of the grid's points, in pixels.</param>
    public SmoothField(Random random, int width, int height, float cell)
    {
        (_width, _cell) = (width, cell);
        _columns = (int)(width / cell) + 4;
        _grid = new float[_columns * ((int)(height / cell) + 4)];
        for (var i = 0; i < _grid.Length; i++)
            _grid[i] = random.NextSingle() * 2 - 1;
        _line = new float[_columns];
        _weights = new float[width * 4];
        for (var x = 0; x < width; x++)
            Weigh(x / cell, _weights.AsSpan(x * 4, 4));
    }

    /// <summary>The values of one row of pixels.</summary>
    public void Row(int y, Span<float> values)
    {
        Span<float> weights = stackalloc float[4];
        var top = (int)(y / _cell);
        Weigh(y / _cell, weights);
        for (var column = 0; column < _columns; column++)
        {
            var at = top * _columns + column;
            // Averaging flattens; the factor makes up for it.
            _line[column] = 1.7f * (_grid[at] * weights[0] + _grid[at + _columns] * weights[1] + _grid[at + 2 * _columns] * weights[2] + _grid[at + 3 * _columns] * weights[3]);
        }

        for (var x = 0; x < _width; x++)
        {
            var (column, at) = ((int)(x / _cell), x * 4);
            values[x] = _line[column] * _weights[at] + _line[column + 1] * _weights[at + 1] + _line[column + 2] * _weights[at + 2] + _line[column + 3] * _weights[at + 3];
        }
    }

    private static void Weigh(float position, Span<float> weights)
    {
        var t = position - MathF.Floor(position);
        var s = 1 - t;
        weights[0] = s * s * s / 6;
        weights[1] = (3 * t * t * t - 6 * t * t + 4) / 6;
        weights[2] = (3 * s * s * s - 6 * s * s + 4) / 6;
        weights[3] = t * t * t / 6;
    }
}
