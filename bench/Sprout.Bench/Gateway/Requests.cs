using System.Text;

namespace Sprout.Bench.Gateway;

/// <summary>Requests as bytes.</summary>
internal sealed class Requests(Uri server, string key)
{
    /// <summary>The API key.</summary>
    public string Key => key;

    /// <summary>One with that method and path, and with that JSON.</summary>
    public byte[] Of(string method, string path, string? json = null) => Encoding.ASCII.GetBytes(
        $"{method} {server.AbsolutePath.TrimEnd('/')}{path} HTTP/1.1\r\nHost: {server.Authority}\r\nX-API-Key: {key}\r\n"
        + (json is null ? "\r\n" : $"Content-Type: application/json\r\nContent-Length: {json.Length}\r\n\r\n{json}"));
}
