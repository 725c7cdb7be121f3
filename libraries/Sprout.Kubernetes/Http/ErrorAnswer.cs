using System.Net;
using System.Text;
using System.Text.Json;
using Sprout.Kubernetes.Models;

namespace Sprout.Kubernetes.Http;

/// <summary>Makes an exception of an answer that is an error, whoever sent it: the API server (a Status) or something before it (a page).</summary>
internal static class ErrorAnswer
{
    private const int MostBytes = 64 * 1024;
    private const int MostCharactersOfPage = 300;

    public static async Task<KubernetesException> ReadAsync(HttpResponseMessage response, TimeProvider clock, CancellationToken cancellationToken)
    {
        var body = await ReadBodyAsync(response, cancellationToken);
        var status = TryParse(body) ?? FromPage(response, body);
        return new KubernetesException(response.StatusCode, status, RetryAfter(response, clock) ?? RetryAfter(status));
    }

    /// <summary>Of the Status in a watch's ERROR event.</summary>
    public static KubernetesException FromEvent(V1Status status) =>
        new((HttpStatusCode)(status.Code ?? (int)HttpStatusCode.InternalServerError), status, RetryAfter(status));

    private static TimeSpan? RetryAfter(V1Status status) =>
        status.Details?.RetryAfterSeconds is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : null;

    private static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider clock) =>
        response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date > clock.GetUtcNow() ? date - clock.GetUtcNow() : TimeSpan.Zero,
            _ => null,
        };

    private static async Task<byte[]> ReadBodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[MostBytes];
        var count = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return buffer[..count];
    }

    private static V1Status? TryParse(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("kind", out var kind) && kind.ToString() == "Status"
                ? json.RootElement.Deserialize<V1Status>(KubernetesJson.Options)
                : null;
        }
        catch (JsonException)
        {
            return null; // a page
        }
    }

    private static V1Status FromPage(HttpResponseMessage response, byte[] body)
    {
        var text = Encoding.UTF8.GetString(body).Trim();
        if (text.Length > MostCharactersOfPage)
        {
            text = $"{text[..MostCharactersOfPage]}…";
        }

        return new V1Status
        {
            Status = "Failure",
            Code = (int)response.StatusCode,
            Reason = Reason(response.StatusCode),
            Message = text.Length > 0 ? text : response.ReasonPhrase,
        };
    }

    // Never NotFound: a page that is not there says nothing of an object (a wrong path, an API that is not served, a proxy's own 404).
    private static string Reason(HttpStatusCode code) =>
        code switch
        {
            HttpStatusCode.NotFound => "PageNotFound",
            HttpStatusCode.Gone => "Expired",
            HttpStatusCode.GatewayTimeout => "Timeout",
            HttpStatusCode.InternalServerError => "InternalError",
            _ => code.ToString(),
        };
}
