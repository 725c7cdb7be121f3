using System.Text;
using Microsoft.AspNetCore.Http;
using Sprout.ClusterSimulator.Objects;
using Sprout.ClusterSimulator.Writes;

namespace Sprout.ClusterSimulator.Api;

/// <summary>A whole answer, made before anything is sent, so that a fault can still throw it away.</summary>
internal readonly record struct Answer(int Code, ReadOnlyMemory<byte> Body, string ContentType = "application/json", int? RetryAfterSeconds = null)
{
    public static implicit operator Answer(Status status) =>
        new(status.Code, Utf8(status.ToJson().ToJsonString(JsonText.Compact)), RetryAfterSeconds: status.RetryAfterSeconds);

    public static Answer Of(Outcome outcome) =>
        outcome.Refusal is { } refusal ? refusal : new Answer(outcome.IsCreated ? 201 : 200, outcome.Object!.Json);

    public static Answer Json(System.Text.Json.Nodes.JsonObject body) => new(200, Utf8(body.ToJsonString(JsonText.Compact)));

    public static Answer Text(string body, int code = 200) => new(code, Utf8(body), "text/plain; charset=utf-8");

    public async Task SendAsync(HttpContext context)
    {
        context.Response.StatusCode = Code;
        context.Response.ContentType = ContentType;
        context.Response.ContentLength = Body.Length;
        if (RetryAfterSeconds is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString();
        }

        await context.Response.Body.WriteAsync(Body, context.RequestAborted);
    }

    /// <summary>The headers and the first half, then the connection breaks.</summary>
    public async Task SendHalfAsync(HttpContext context)
    {
        context.Response.StatusCode = Code;
        context.Response.ContentType = ContentType;
        context.Response.ContentLength = Body.Length;
        await context.Response.Body.WriteAsync(Body[..(Body.Length / 2)], context.RequestAborted);
        // Kestrel closes a connection whose answer ends too early. To abort it would throw away what the client has not read yet.
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
