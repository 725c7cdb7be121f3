using Sprout.Contracts;

namespace Sprout.CaptchaAttackers.Images;

/// <summary>
/// A slider as they are usually drawn: a picture, and a jigsaw-shaped hole in it, darkened, with a line around. Attackers that fail on it are no attackers; their figure
/// on anything else says something only beside this one.
/// </summary>
public static class NaiveSlider
{
    private const int Width = 320;
    private const int Height = 160;
    private const int PieceWidth = 60;

    /// <summary>A puzzle and its solution: how many pixels the piece must go to the right.</summary>
    public static (SliderPuzzle Puzzle, int Gap) Draw(Random random)
    {
        var (gap, top) = (random.Next(PieceWidth + 5, Width - PieceWidth - 5), random.Next(8, Height - PieceWidth - 8));
        var picture = Background(random);
        var piece = new byte[PieceWidth * Height * 4];
        for (var y = 0; y < PieceWidth; y++)
        {
            for (var x = 0; x < PieceWidth; x++)
            {
                var depth = Depth(x, y);
                if (depth < 0)
                    continue;
                var (at, to) = ((((y + top) * Width) + x + gap) * 4, (((y + top) * PieceWidth) + x) * 4);
                for (var channel = 0; channel < 3; channel++)
                {
                    piece[to + channel] = depth < 1.5 ? (byte)255 : picture[at + channel];
                    picture[at + channel] = (byte)(picture[at + channel] * (depth < 1.5 ? 0.35 : 0.55));
                }

                piece[to + 3] = 255;
            }
        }

        return (new()
        {
            Image = Convert.ToBase64String(Png.Encode(Width, Height, picture)),
            Piece = Convert.ToBase64String(Png.Encode(PieceWidth, Height, piece)),
            Width = Width,
            Height = Height,
            PieceWidth = PieceWidth,
        }, gap);
    }

    // Hills of colour, some hard-edged boxes and discs, and noise.
    private static byte[] Background(Random random)
    {
        var waves = Enumerable.Range(0, 8).Select(_ => (X: random.Normal(0, 0.05), Y: random.Normal(0, 0.05), Phase: random.Between(0, 6.3), Channel: random.Next(3), Height: random.Between(10, 40))).ToArray();
        var things = Enumerable.Range(0, 12).Select(_ => (X: random.Next(Width), Y: random.Next(Height), R: random.Next(8, 40), IsBox: random.Happens(0.5), Colour: (byte[])[(byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256)])).ToArray();
        var pixels = new byte[Width * Height * 4];
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var at = ((y * Width) + x) * 4;
                var thing = things.LastOrDefault(thing => thing.IsBox ? Math.Max(Math.Abs(x - thing.X), Math.Abs(y - thing.Y)) < thing.R : Math.Pow(x - thing.X, 2) + Math.Pow(y - thing.Y, 2) < thing.R * thing.R);
                for (var channel = 0; channel < 3; channel++)
                {
                    var level = thing.Colour?[channel] ?? 140 + waves.Where(wave => wave.Channel == channel).Sum(wave => wave.Height * Math.Sin((wave.X * x) + (wave.Y * y) + wave.Phase));
                    pixels[at + channel] = (byte)Math.Clamp(level + random.Normal(0, 6), 0, 255);
                }

                pixels[at + 3] = 255;
            }
        }

        return pixels;
    }

    // How deep inside the jigsaw piece a place is, in pixels; negative outside. A square with a knob on the right and on top.
    private static double Depth(int x, int y)
    {
        var square = Math.Min(Math.Min(x - 4, 43 - x), Math.Min(y - 16, 55 - y));
        var knobs = Math.Max(9 - Math.Sqrt(Math.Pow(x - 48, 2) + Math.Pow(y - 36, 2)), 9 - Math.Sqrt(Math.Pow(x - 24, 2) + Math.Pow(y - 11, 2)));
        return Math.Max(square, knobs);
    }
}
