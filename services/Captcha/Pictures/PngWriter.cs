using System.Buffers.Binary;
using System.IO.Compression;

namespace Sprout.Captcha.Pictures;

/// <summary>Writes PNG (W3C Recommendation, third edition), as much of it as is needed: a palette of 16 colours, or RGBA of 8 bits each; no filters, not interlaced.</summary>
internal static class PngWriter
{
    private const byte Indexed = 3;
    private const byte Rgba = 6;
    private const int Crc32Polynomial = unchecked((int)0xEDB88320);

    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];
    private static readonly uint[] CrcTable = MakeCrcTable();

    /// <summary>A picture whose pixels are numbers below 16, one byte each, of colours in a palette of three bytes (red, green, blue) each.</summary>
    public static byte[] WriteIndexed(int width, int height, ReadOnlySpan<byte> palette, ReadOnlySpan<byte> pixels)
    {
        var stride = (width + 1) / 2;
        var packed = new byte[stride * height];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                packed[y * stride + x / 2] |= (byte)(pixels[y * width + x] << (x % 2 == 0 ? 4 : 0));
        return Write(width, height, 4, Indexed, palette, packed);
    }

    /// <summary>A picture whose pixels are red, green, blue and alpha.</summary>
    public static byte[] WriteRgba(int width, int height, ReadOnlySpan<byte> pixels) => Write(width, height, 8, Rgba, [], pixels);

    private static byte[] Write(int width, int height, byte bits, byte colorType, ReadOnlySpan<byte> palette, ReadOnlySpan<byte> pixels)
    {
        if (height == 0 || pixels.Length % height != 0)
            throw new ArgumentException($"{pixels.Length} bytes are not {height} rows.", nameof(pixels));
        using var png = new MemoryStream();
        png.Write(Signature);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        (header[8], header[9]) = (bits, colorType); // then compression, filter and interlace methods: 0
        header[10..].Clear();
        WriteChunk(png, "IHDR"u8, header);
        if (!palette.IsEmpty)
            WriteChunk(png, "PLTE"u8, palette);
        WriteChunk(png, "IDAT"u8, Compress(pixels, pixels.Length / height));
        WriteChunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static ReadOnlySpan<byte> Compress(ReadOnlySpan<byte> pixels, int stride)
    {
        var compressed = new MemoryStream(pixels.Length);
        // Most of a picture is noise, which no effort makes smaller.
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (; !pixels.IsEmpty; pixels = pixels[stride..])
            {
                zlib.WriteByte(0); // no filter
                zlib.Write(pixels[..stride]);
            }
        }

        return compressed.GetBuffer().AsSpan(0, (int)compressed.Length);
    }

    private static void WriteChunk(MemoryStream png, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        png.Write(number);
        png.Write(type);
        png.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, type), content));
        png.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var part in bytes)
            crc = CrcTable[(byte)(crc ^ part)] ^ crc >> 8;
        return crc;
    }

    private static uint[] MakeCrcTable()
    {
        var table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            var crc = i;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? unchecked((uint)Crc32Polynomial) ^ crc >> 1 : crc >> 1;
            table[i] = crc;
        }

        return table;
    }
}
