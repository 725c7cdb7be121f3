using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http;
using Sprout.Gateway.Errors;

namespace Sprout.Gateway.Http;

/// <summary>Reads a request's JSON body.</summary>
internal static class RequestBody
{
    /// <summary>Most bytes of a body.</summary>
    public const int MaximumLength = 64 * 1024;

    /// <summary>The members of the body, none for no body; or the problem with it.</summary>
    public static async Task<(JsonFields? Fields, ProblemResult? Problem)> ReadAsync(HttpRequest request)
    {
        if (request.ContentLength > MaximumLength)
            return (null, Problems.PayloadTooLarge());
        var reader = request.BodyReader;
        while (true)
        {
            ReadResult read;
            try
            {
                read = await reader.ReadAsync(request.HttpContext.RequestAborted);
            }
            catch (IOException broken) when (broken is not BadHttpRequestException)
            {
                // Kestrel's word for a chunk whose length overflows, and for a client that has gone: neither is a bug of ours.
                return (null, Problems.BadRequest());
            }

            if (read.Buffer.Length > MaximumLength)
            {
                reader.AdvanceTo(read.Buffer.End);
                return (null, Problems.PayloadTooLarge());
            }

            if (!read.IsCompleted)
            {
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            var body = read.Buffer.ToArray();
            reader.AdvanceTo(read.Buffer.End);
            return Ascii.Trim(body) is { } content && content.Start.Value == content.End.Value ? (JsonFields.None(), null) : JsonFields.Parse(body);
        }
    }
}
