using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Sprout.Captcha.Pictures;

namespace Sprout.Captcha.Tests;

public sealed class When_a_picture_is_drawn
{
    private readonly PicturePainter _painter = new(new(), new Random(7));

    [Fact]
    public void Picture_and_piece_are_PNGs()
    {
        for (var i = 0; i < 20; i++)
        {
            var puzzle = _painter.Paint().Puzzle;

            var image = Decode(puzzle.Image);
            (image.Width, image.Height, image.ColorType).ShouldBe((puzzle.Width, puzzle.Height, (byte)3));
            image.Rows.ShouldAllBe(row => row.Length == (puzzle.Width + 1) / 2);
            var piece = Decode(puzzle.Piece);
            (piece.Width, piece.Height, piece.ColorType).ShouldBe((puzzle.PieceWidth, puzzle.Height, (byte)6));
            piece.Rows.ShouldAllBe(row => row.Length == puzzle.PieceWidth * 4);
            piece.Rows.Any(row => row.Where((_, at) => at % 4 == 3).Any(alpha => alpha == 0)).ShouldBeTrue("nothing is transparent");
        }
    }

    [Fact]
    public void The_same_seed_draws_the_same_and_another_does_not()
    {
        string Draw(int seed) => new PicturePainter(new(), new Random(seed)).Paint().Puzzle.Image;

        Draw(1).ShouldBe(Draw(1));
        Draw(1).ShouldNotBe(Draw(2));
    }

    [Fact]
    public void The_gap_may_be_anywhere_but_at_the_left()
    {
        var gaps = Enumerable.Range(0, 500).Select(_ => _painter.Paint().Gap).ToList();

        gaps.Min().ShouldBeInRange(78, 90);
        gaps.Max().ShouldBeInRange(340, 400 - Piece.Width);
        // Whoever says always the same is right about as often as chance has it.
        Enumerable.Range(0, 400).Max(guess => gaps.Count(gap => Math.Abs(gap - guess) <= 3)).ShouldBeLessThan(500 * 8 / 100);
    }

    [Fact]
    public void No_two_figures_answer_to_one_offset()
    {
        for (var i = 0; i < 100; i++)
        {
            var layout = Layout.Draw(new Random(i), new());
            var places = layout.Figures.Select(figure => figure.X).Order().ToArray();

            places.Zip(places.Skip(1), (left, right) => right - left).Min().ShouldBeGreaterThan(7);
            layout.Figures.Count(figure => figure.X == layout.Gap + Piece.Width / 2).ShouldBe(1);
        }
    }

    // Read by the book (PNG, third edition), apart from what writes it.
    private static (int Width, int Height, byte ColorType, byte[][] Rows) Decode(string base64)
    {
        var bytes = Convert.FromBase64String(base64).AsSpan();
        bytes[..8].ToArray().ShouldBe([137, 80, 78, 71, 13, 10, 26, 10]);
        var chunks = new List<(string Type, byte[] Content)>();
        for (var at = 8; at < bytes.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(bytes[at..]);
            BinaryPrimitives.ReadUInt32BigEndian(bytes[(at + 8 + length)..]).ShouldBe(Crc(bytes.Slice(at + 4, 4 + length)));
            chunks.Add((Encoding.ASCII.GetString(bytes.Slice(at + 4, 4)), bytes.Slice(at + 8, length).ToArray()));
            at += 12 + length;
        }

        chunks[0].Type.ShouldBe("IHDR");
        chunks[^1].Type.ShouldBe("IEND");
        var header = chunks[0].Content;
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4)));
        using var zlib = new ZLibStream(new MemoryStream([.. chunks.Where(chunk => chunk.Type == "IDAT").SelectMany(chunk => chunk.Content)]), CompressionMode.Decompress);
        using var raw = new MemoryStream();
        zlib.CopyTo(raw);
        var rows = raw.ToArray().Chunk((int)(raw.Length / height)).ToArray();
        rows.Length.ShouldBe(height);
        rows.ShouldAllBe(row => row[0] == 0);
        return (width, height, header[9], [.. rows.Select(row => row[1..])]);
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var part in bytes)
        {
            crc ^= part;
            for (var bit = 0; bit < 8; bit++)
                crc = crc >> 1 ^ (crc & 1) * 0xEDB88320;
        }

        return ~crc;
    }
}
