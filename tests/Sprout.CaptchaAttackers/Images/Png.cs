using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Sprout.CaptchaAttackers.Images;

/// <summary>As much of PNG (ISO/IEC 15948) as challenges are drawn with: 8 bits a sample or a palette, not interlaced; no ancillary chunk but tRNS.</summary>
internal static class Png
{
    private const int SignatureLength = 8;

    /// <summary>The pixels, red, green, blue and alpha, row by row.</summary>
    /// <exception cref="InvalidDataException">It is no such PNG.</exception>
    public static (int Width, int Height, byte[] Rgba) Decode(byte[] file)
    {
        var (header, palette, transparency, data) = (ReadOnlyMemory<byte>.Empty, ReadOnlyMemory<byte>.Empty, ReadOnlyMemory<byte>.Empty, new MemoryStream());
        for (var at = SignatureLength; at + 12 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            var content = file.AsMemory(at + 8, length);
            switch (Encoding.ASCII.GetString(file, at + 4, 4))
            {
                case "IHDR": header = content; break;
                case "PLTE": palette = content; break;
                case "tRNS": transparency = content; break;
                case "IDAT": data.Write(content.Span); break;
            }

            at += length + 12;
        }

        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(header.Span), BinaryPrimitives.ReadInt32BigEndian(header.Span[4..]));
        var (depth, color, interlace) = (header.Span[8], header.Span[9], header.Span[12]);
        var channels = color switch { 0 or 3 => 1, 2 => 3, 4 => 2, 6 => 4, _ => throw new InvalidDataException($"Colour type {color}.") };
        if (interlace != 0 || (depth != 8 && channels != 1))
            throw new InvalidDataException("Interlaced, or not 8 bits a sample.");
        data.Position = 0;
        var stride = ((width * channels * depth) + 7) / 8;
        var rows = Unfilter(data, stride, height, Math.Max(1, channels * depth / 8));
        var rgba = new byte[width * height * 4];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                Pixel(rows.AsSpan(y * stride, stride), x, rgba.AsSpan(((y * width) + x) * 4, 4));
        return (width, height, rgba);

        void Pixel(ReadOnlySpan<byte> row, int x, Span<byte> to)
        {
            var first = depth == 8 ? row[x * channels] : (byte)((row[x * depth / 8] >> (8 - depth - (x * depth % 8))) & ((1 << depth) - 1));
            to[3] = 255;
            switch (color)
            {
                case 3:
                    palette.Span.Slice(first * 3, 3).CopyTo(to);
                    to[3] = first < transparency.Length ? transparency.Span[first] : (byte)255;
                    break;
                case 0 or 4:
                    to[..3].Fill(depth == 8 ? first : (byte)(first * 255 / ((1 << depth) - 1)));
                    to[3] = color == 4 ? row[(x * 2) + 1] : (byte)255;
                    break;
                default:
                    row.Slice(x * channels, channels).CopyTo(to);
                    break;
            }
        }
    }

    /// <summary>A file of 8-bit RGBA without filters, to draw pictures of one's own.</summary>
    public static byte[] Encode(int width, int height, byte[] rgba)
    {
        var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 6);
        Chunk("IHDR", header);
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var y = 0; y < height; y++)
            {
                zlib.WriteByte(0);
                zlib.Write(rgba, y * width * 4, width * 4);
            }
        }

        Chunk("IDAT", packed.ToArray());
        Chunk("IEND", []);
        return file.ToArray();

        void Chunk(string name, byte[] content)
        {
            Span<byte> number = stackalloc byte[4];
            BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
            file.Write(number);
            file.Write(Encoding.ASCII.GetBytes(name));
            file.Write(content);
            file.Write(stackalloc byte[4]); // no check sum: only we read it
        }
    }

    // PNG 9.2: each row is written as differences from its left, upper, or both neighbours.
    private static byte[] Unfilter(Stream packed, int stride, int height, int pixel)
    {
        using var zlib = new ZLibStream(packed, CompressionMode.Decompress);
        var rows = new byte[stride * height];
        for (var y = 0; y < height; y++)
        {
            var filter = zlib.ReadByte();
            var row = rows.AsSpan(y * stride, stride);
            zlib.ReadExactly(row);
            for (var i = 0; i < stride; i++)
            {
                var left = i >= pixel ? row[i - pixel] : 0;
                var up = y > 0 ? rows[((y - 1) * stride) + i] : 0;
                var corner = y > 0 && i >= pixel ? rows[((y - 1) * stride) + i - pixel] : 0;
                row[i] += (byte)(filter switch { 1 => left, 2 => up, 3 => (left + up) / 2, 4 => Paeth(left, up, corner), _ => 0 });
            }
        }

        return rows;
    }

    private static int Paeth(int left, int up, int corner)
    {
        var guess = left + up - corner;
        var (a, b, c) = (Math.Abs(guess - left), Math.Abs(guess - up), Math.Abs(guess - corner));
        return a <= b && a <= c ? left : b <= c ? up : corner;
    }
}
