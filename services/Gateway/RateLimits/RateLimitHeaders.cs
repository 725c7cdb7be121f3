using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Sprout.Gateway.RateLimits;

/// <summary><c>RateLimit-Policy</c> and <c>RateLimit</c>, structured fields as draft-ietf-httpapi-ratelimit-headers-11 has them.</summary>
internal static class RateLimitHeaders
{
    public const string Policy = "RateLimit-Policy";

    public const string State = "RateLimit";

    /// <summary>Has the answer carry them, whatever becomes of it: an error handler clears the headers that were set before.</summary>
    public static void Announce(HttpResponse response, LimitVerdict verdict) => response.OnStarting(
        static state =>
        {
            var (response, verdict) = ((HttpResponse, LimitVerdict))state;
            response.Headers[Policy] = verdict.Selection.Header;
            response.Headers[State] = Format(verdict);
            return Task.CompletedTask;
        },
        (response, verdict));

    /// <summary>What each policy leaves, and in how many seconds there are more.</summary>
    public static string Format(LimitVerdict verdict)
    {
        var text = new StringBuilder(verdict.States.Length * 32);
        foreach (var state in verdict.States)
            text.Append(CultureInfo.InvariantCulture, $"{(text.Length == 0 ? "" : ", ")}\"{state.Policy.Name}\";r={state.Remaining};t={state.ResetSeconds}");
        return text.ToString();
    }
}
