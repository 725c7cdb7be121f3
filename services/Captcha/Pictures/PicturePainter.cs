using Sprout.Contracts;

namespace Sprout.Captcha.Pictures;

/// <summary>
/// Draws pictures. Lines flow over the picture; in the figures that stand in it they flow another way. There is no outline, no shadow and no
/// other brightness for a program to find, while people see where a grain changes without looking for it. The piece shows which of the figures
/// is meant, and has no pixel in common with it.
/// </summary>
internal sealed class PicturePainter
{
    private readonly PictureOptions _options;
    private readonly Random _random;
    private readonly byte[] _grain;

    public PicturePainter(PictureOptions options, Random random)
    {
        (_options, _random) = (options, random);
        _grain = new byte[1 << 16];
        random.NextBytes(_grain);
    }

    public Picture Paint()
    {
        var (width, height) = (_options.Width, _options.Height);
        var layout = Layout.Draw(_random, _options);
        var tones = new byte[width * height];
        new Flow(_random, width, height).Paint(layout.Figures, tones, _grain);
        var palette = Palette.Draw(_random);
        var piece = Piece.Paint(layout.Wanted, palette, height);
        return new(
            new SliderPuzzle
            {
                Image = Convert.ToBase64String(PngWriter.WriteIndexed(width, height, palette.Colors, tones)),
                Piece = Convert.ToBase64String(PngWriter.WriteRgba(Pictures.Piece.Width, height, piece)),
                Width = width,
                Height = height,
                PieceWidth = Pictures.Piece.Width,
            },
            layout.Gap);
    }
}
