using System.Text;

namespace Sprout.Gateway.Tests.Fuzz;

/// <summary>The bytes of a request, as broken as one likes.</summary>
internal sealed record RawRequest(string Method, string Target, string Key)
{
    public string Version { get; init; } = "HTTP/1.1";

    public string? ContentType { get; init; } = "application/json";

    /// <summary>The body's bytes; none for no body.</summary>
    public byte[]? Body { get; init; }

    /// <summary>More header lines, each with its line end.</summary>
    public string Headers { get; init; } = "";

    /// <summary>What the header says of the body's length; null for the truth, empty for nothing.</summary>
    public string? Length { get; init; }

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public byte[] Bytes()
    {
        var head = new StringBuilder($"{Method} {Target} {Version}\r\nHost: fuzz\r\nConnection: close\r\nX-API-Key: {Key}\r\n").Append(Headers);
        if (Body is not null && ContentType is not null)
            head.Append("Content-Type: ").Append(ContentType).Append("\r\n");
        if ((Length ?? Body?.Length.ToString(System.Globalization.CultureInfo.InvariantCulture)) is { Length: > 0 } length)
            head.Append("Content-Length: ").Append(length).Append("\r\n");
        return [.. Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), .. Body ?? []];
    }
}
