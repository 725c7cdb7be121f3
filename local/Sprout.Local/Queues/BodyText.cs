using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sprout.Local.Queues;

/// <summary>A message's body for people: JSON indented, other text as it is, anything else in Base64.</summary>
internal static class BodyText
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text.</summary>
    public static string Of(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return JsonSerializer.Serialize(document.RootElement, Indented);
        }
        catch (JsonException)
        {
            return PlainOf(body);
        }
    }

    private static string PlainOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            return Strict.GetString(body.Span);
        }
        catch (DecoderFallbackException)
        {
            return Convert.ToBase64String(body.Span);
        }
    }
}
