namespace Sprout.Captcha.Pictures;

/// <summary>Which figures stand where. No two are over each other, so that who finds them all still has to know which is meant.</summary>
/// <param name="Figures">All of them.</param>
/// <param name="Wanted">Which shape is meant; one of them has it.</param>
/// <param name="Gap">By how many pixels the piece must be moved so that its middle is over that one.</param>
internal sealed record Layout(Figure[] Figures, int Wanted, int Gap)
{
    private const int Spacing = 45; // px between two in a row
    private const int Jitter = 2; // px
    private const int Rise = 2; // px

    public static Layout Draw(Random random, PictureOptions options)
    {
        // A piece that hardly moves has no track, so nothing stands at the left.
        var (first, last) = (options.Width / 5 + Piece.Width / 2, options.Width - Piece.Width / 2 - Jitter);
        var rows = new int[(options.Height - Piece.Badge - 4) / Spacing];
        var top = Piece.Badge + (options.Height - Piece.Badge - rows.Length * Spacing) / 2 + Spacing / 2;
        for (var row = 0; row < rows.Length; row++)
            rows[row] = top + row * Spacing;
        random.Shuffle(rows);

        var columns = (last - first) * rows.Length / Spacing + 1;
        var (meant, wanted) = (random.Next(columns), random.Next(FigureShape.Count));
        var figures = new Figure[columns];
        for (var column = 0; column < columns; column++)
        {
            var x = first + column * (last - first) / (columns - 1) + random.Next(-Jitter, Jitter + 1);
            var shape = column == meant ? wanted : (wanted + 1 + random.Next(FigureShape.Count - 1)) % FigureShape.Count;
            figures[column] = new(random, shape, x, rows[column % rows.Length] + random.Next(-Rise, Rise + 1));
        }

        return new(figures, wanted, figures[meant].X - Piece.Width / 2);
    }
}
