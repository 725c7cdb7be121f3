using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Sprout.Gateway.Http;

/// <summary>An answer that is already written, so that it can be kept and given again.</summary>
internal sealed class JsonAnswer : IResult
{
    private readonly Written _written;

    private JsonAnswer(Written written) => _written = written;

    /// <summary>Writes it.</summary>
    /// <param name="status">The HTTP status code.</param>
    /// <param name="body">What becomes the JSON body.</param>
    /// <param name="location">The path for the header <c>Location</c>, without the prefix that the request came by; null for none.</param>
    public static JsonAnswer Of<T>(int status, T body, string? location = null) => new(new(status, location, JsonSerializer.SerializeToElement(body, GatewayJson.Options)));

    /// <summary>Reads what <see cref="ToBytes"/> made.</summary>
    public static JsonAnswer Parse(byte[] bytes) => new(JsonSerializer.Deserialize<Written>(bytes, GatewayJson.Options)!);

    /// <summary>The answer, to be kept.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(_written, GatewayJson.Options);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = _written.Status;
        response.ContentType = "application/json; charset=utf-8";
        if (_written.Location is { } location)
            response.Headers.Location = httpContext.Request.PathBase + location;
        await response.WriteAsync(_written.Body.GetRawText(), httpContext.RequestAborted);
    }

    private sealed record Written(int Status, string? Location, JsonElement Body);
}
