using System.Security.Cryptography;

namespace Sprout.Local.Web;

/// <summary>One file of the web UI, with what a browser is told about it.</summary>
internal sealed record WebFile
{
    private static readonly Dictionary<string, string> ContentTypes = new(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".png"] = "image/png",
        [".woff2"] = "font/woff2",
        [".webmanifest"] = "application/manifest+json",
        [".txt"] = "text/plain; charset=utf-8",
    };

    /// <summary>What it is.</summary>
    public required string ContentType { get; init; }

    /// <summary>The file.</summary>
    public required byte[] Bytes { get; init; }

    /// <summary>The same compressed with Brotli; null where that gains nothing.</summary>
    public byte[]? Brotli { get; init; }

    /// <summary>The same compressed with gzip; null where that gains nothing.</summary>
    public byte[]? Gzip { get; init; }

    /// <summary>Whether its name changes with its content, so that a browser need never ask again.</summary>
    public bool IsHashed { get; init; }

    /// <summary>Names its content.</summary>
    public string Tag => field ??= $"\"{Convert.ToHexStringLower(SHA256.HashData(Bytes).AsSpan(0, 8))}\"";

    /// <summary>Reads it, with what the build has compressed beside it.</summary>
    public static WebFile Read(string path, bool isHashed) => new()
    {
        ContentType = ContentTypes.GetValueOrDefault(Path.GetExtension(path), "application/octet-stream"),
        Bytes = File.ReadAllBytes(path),
        Brotli = ReadIfThere(path + ".br"),
        Gzip = ReadIfThere(path + ".gz"),
        IsHashed = isHashed,
    };

    private static byte[]? ReadIfThere(string path) => File.Exists(path) ? File.ReadAllBytes(path) : null;
}
