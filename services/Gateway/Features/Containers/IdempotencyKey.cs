using Microsoft.AspNetCore.Http;
using Sprout.Gateway.Errors;

namespace Sprout.Gateway.Features.Containers;

/// <summary>Reads the header <c>Idempotency-Key</c>.</summary>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    public const int MaximumLength = 255;

    /// <summary>The key, null when there is none; or the problem with it.</summary>
    public static (string? Key, ProblemResult? Problem) Read(HttpRequest request)
    {
        var sent = request.Headers[Header];
        if (sent.Count == 0)
            return (null, null);
        var key = sent.ToString();
        return sent.Count == 1 && key.Length is > 0 and <= MaximumLength && key.All(letter => letter is >= ' ' and <= '~')
            ? (key, null)
            : (null, Problems.Validation(Header, $"must be one value of 1–{MaximumLength} printable ASCII characters."));
    }
}
