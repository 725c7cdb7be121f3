using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Sprout.Gateway.Tests.Fuzz;

/// <summary>What came back on a socket until it was closed, or until a stream began.</summary>
/// <param name="Status">The status; 0 when the connection was closed without one.</param>
/// <param name="Head">Status line and headers.</param>
/// <param name="Body">What follows them.</param>
internal sealed record RawAnswer(int Status, string Head, string Body)
{
    /// <summary>Takes it apart; each character of the text is a byte.</summary>
    public static RawAnswer Parse(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var (head, body) = end < 0 ? (text, "") : (text[..end], text[(end + 4)..]);
        var status = head.Length > 12 && int.TryParse(head.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        body = Has(head, "Transfer-Encoding: chunked") ? Unchunk(body) : body;
        return new(status, head, Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(body)));
    }

    public bool IsProblem => Has(Head, "Content-Type: application/problem+json");

    /// <summary>A status that Kestrel answers by itself, before any code of ours runs: no body, no request id, and the connection ends.</summary>
    public bool IsBare => Body.Length == 0 && !Has(Head, "X-Request-Id:") && Has(Head, "Connection: close");

    public JsonObject Problem => JsonNode.Parse(Body)!.AsObject();

    /// <summary>Fields that the problem names.</summary>
    public string[] Fields => [.. (Problem["errors"]?.AsArray() ?? []).Select(error => error!["field"]!.GetValue<string>())];

    public static bool Has(string head, string line) => head.Contains(line, StringComparison.OrdinalIgnoreCase);

    private static string Unchunk(string body)
    {
        var whole = new StringBuilder();
        for (var at = 0; at < body.Length;)
        {
            var end = body.IndexOf("\r\n", at, StringComparison.Ordinal);
            if (end < 0 || !int.TryParse(body.AsSpan(at, end - at), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var length) || length == 0)
                break;
            whole.Append(body, end + 2, Math.Min(length, body.Length - end - 2));
            at = end + 2 + length + 2;
        }

        return whole.ToString();
    }
}
