using Sprout.Contracts;

namespace Sprout.Captcha.Pictures;

/// <summary>
/// Draws pictures. Lines flow over the picture; in the gap, and in gaps that are none, they flow another way. There is no outline, no shadow and no
/// other brightness for a program to find, while people see where a grain changes without looking for it. The piece shows lines that go on
/// where it fits, but not the same pixels: they are shifted and lit in another way.
/// </summary>
internal sealed class PicturePainter
{
    private const int Box = PieceShape.Box;

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
        var holes = Hole.Draw(_random, _options);
        var tones = new byte[width * height];
        var brightness = new float[Box * Box];
        new Flow(_random, width, height).Paint(holes, tones, brightness, _grain);
        var palette = Palette.Draw(_random);
        var piece = PieceInk.Paint(_random, holes[0].Shape, palette, brightness, height, holes[0].Top);
        return new(
            new SliderPuzzle
            {
                Image = Convert.ToBase64String(PngWriter.WriteIndexed(width, height, palette.Colors, tones)),
                Piece = Convert.ToBase64String(PngWriter.WriteRgba(Box, height, piece)),
                Width = width,
                Height = height,
                PieceWidth = Box,
            },
            holes[0].Left);
    }
}
